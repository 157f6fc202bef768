package dev.warren.doctor.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.doctor.check.Verdict;
import dev.warren.doctor.installation.Installation.LocalProcess;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class ProcessLivesTests {

    @Test
    void aProcessStartsAndIsGone() throws Exception {
        Process process = new ProcessBuilder("sleep", "60").start();
        try (ServerSocket free = new ServerSocket(0)) {
            String nobody = "http://127.0.0.1:" + free.getLocalPort();
            free.close();
            ProcessLives check = new ProcessLives(new LocalProcess("worker-1", process.pid(), nobody));

            assertThat(check.look()).singleElement().satisfies(starting -> {
                assertThat(starting.verdict()).isEqualTo(Verdict.NOTE);
                assertThat(starting.sentence()).contains("does not answer yet");
            });

            process.destroyForcibly().waitFor();

            assertThat(check.look()).singleElement().satisfies(gone -> {
                assertThat(gone.verdict()).isEqualTo(Verdict.PROBLEM);
                assertThat(gone.sentence()).isEqualTo("worker-1 (process %d) is gone.".formatted(process.pid()));
            });
        } finally {
            process.destroyForcibly();
        }
    }
}
