package dev.warren.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookTests {

    @ParameterizedTest
    @EnumSource
    void everyRunbookIsThere(Runbook runbook) {
        assertThat(Path.of("..").resolve(runbook.path())).isRegularFile();
    }
}
