package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTests {

    @TempDir
    private Path home;

    private Program program;

    @BeforeEach
    void find() {
        program = Program.in(home, "program.jar");
    }

    @Test
    void startsFromWhatAnEarlierProcessHasKept() throws IOException {
        Files.createFile(program.classes());

        assertThat(program.command(false)).anyMatch(word -> word.endsWith("=" + program.classes()));
        assertThat(program.command(true)).anyMatch(word -> word.endsWith("=" + program.classes()));
    }

    @Test
    void onlyOneProcessKeepsItsClasses() {
        assertThat(program.command(true)).anyMatch(word -> word.endsWith("=" + program.classes()));
        assertThat(program.command(false))
                .noneMatch(word -> word.contains(program.classes().toString()));
    }

    @Test
    void whatIsKeptIsMadeOnce() throws IOException {
        String first = String.join(" ", program.command(true));
        Files.createFile(program.classes());
        String later = String.join(" ", program.command(true));

        if (Runtime.version().feature() >= 25) {
            assertThat(first).contains("-XX:AOTCacheOutput=").contains("-XX:-AOTRecordTraining");
            assertThat(later).contains("-XX:AOTCache=").doesNotContain("-XX:AOTCacheOutput=");
        } else {
            assertThat(first).contains("-XX:+AutoCreateSharedArchive");
            assertThat(later).isEqualTo(first);
        }
    }
}
