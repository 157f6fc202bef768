package dev.warren.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTests {

    @TempDir
    private Path directory;

    @Test
    void givesTheLastLines() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), "one\ntwo\nthree\n");

        assertThat(LogTail.of(log, 2)).containsExactly("two", "three");
        assertThat(LogTail.of(log, 9)).containsExactly("one", "two", "three");
    }

    @Test
    void givesTheEndOfAVeryLongLog() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), "x".repeat(1_000_000) + "\nlast\n");

        assertThat(LogTail.of(log, 1)).containsExactly("last");
    }

    @Test
    void leavesOutTheFramesOfStackTraces() throws IOException {
        Path log = Files.writeString(directory.resolve("a.log"), """
                java.lang.IllegalStateException: it failed
                \tat dev.warren.Main.main(Main.java:1)
                Caused by: java.io.IOException: for this reason
                \tat dev.warren.Main.main(Main.java:2) ~[main.jar:na]
                \t... 17 common frames omitted
                """);

        assertThat(LogTail.withoutFrames(log, 5))
                .containsExactly(
                        "java.lang.IllegalStateException: it failed",
                        "Caused by: java.io.IOException: for this reason");
    }

    @Test
    void givesNothingWhereThereIsNoLog() {
        assertThat(LogTail.of(directory.resolve("none.log"), 5)).isEmpty();
    }
}
