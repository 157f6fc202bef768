package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import dev.warren.worker.WorkerApplication;
import dev.warren.worker.agent.Outcome;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker process that stands still for longer than its lease, as a virtual machine does that is moved. */
class StandstillIT {

    @Test
    void aProcessThatStoodStillWritesNothingOfItsFormerLife(@TempDir Path directory) throws Exception {
        try (var platform = new Platform()) {
            platform.announce(TestAgent.called("probe", context -> Outcome.completed(null)));
            Process worker = start(platform, directory.resolve("worker.log").toFile());
            try {
                // Its sleep is over when it wakes up, so that it has a result at once.
                UUID task = platform.run("probe", "{\"runFor\":\"PT15S\"}");
                await().atMost(Duration.ofSeconds(60)).until(() -> platform.status(task) == TaskStatus.RUNNING);
                signal(worker, "STOP");
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            platform.sweep();
                            return platform.status(task) == TaskStatus.QUEUED;
                        });
                signal(worker, "CONT");

                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    platform.sweep();
                    return platform.status(task) == TaskStatus.COMPLETED;
                });
                assertThat(platform.row(task)).containsEntry("attempt", 2).containsEntry("failures", 1);
                assertThat(platform.attemptOutcomes(task)).containsExactly("WORKER_DIED");
                assertThat(platform.jdbc.queryForList("select state from worker order by started_at", String.class))
                        .containsExactly("DEAD", "ALIVE");
            } finally {
                worker.destroyForcibly().waitFor();
            }
        }
    }

    private static Process start(Platform platform, File log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WorkerApplication.class.getName(),
                "--server.port=0",
                "--warren.worker.builtin-agents=probe"));
        platform.settings().forEach(setting -> command.add("--" + setting));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    private static void signal(Process process, String signal) throws IOException, InterruptedException {
        int code = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
