package dev.warren.doctor.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RunbookTests {

    private static final Path PROJECT = Path.of("..");

    @ParameterizedTest
    @EnumSource
    void everyRunbookSaysWhatIsMeantWhatToCheckAndWhatToDo(Runbook runbook) throws IOException {
        Path page = PROJECT.resolve(runbook.path());
        String name = page.getFileName().toString().replace(".md", "");

        assertThat(Files.readString(page).lines().filter(line -> line.startsWith("#")))
                .startsWith("# " + name, "## Meaning", "## Check", "## Action");
        if (!name.startsWith("Warren")) { // that is an alert's, and listed with the alerts
            assertThat(Files.readString(PROJECT.resolve("docs/diagnosis.md")))
                    .contains("[%s](runbooks/%s.md)".formatted(name, name));
        }
    }
}
