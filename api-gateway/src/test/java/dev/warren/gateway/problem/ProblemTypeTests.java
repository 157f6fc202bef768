package dev.warren.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ProblemTypeTests {

    @Test
    void isListedForCallersWithItsStatus() throws Exception {
        String page = Files.readString(Path.of("../docs/problems.md"));

        assertThat(ProblemType.values())
                .allSatisfy(type -> assertThat(page)
                        .contains("| `" + type.slug() + "` | " + type.status().value() + " |"));
    }

    @Test
    void hasAnAddressOfItsOwn() {
        assertThat(Arrays.stream(ProblemType.values()).map(ProblemType::uri)).doesNotHaveDuplicates();
    }
}
