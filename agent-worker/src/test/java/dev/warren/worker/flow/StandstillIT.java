package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import dev.warren.worker.agent.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker process that stands still for longer than its lease, as a virtual machine does that is moved. */
class StandstillIT {

    @Test
    void aProcessThatStoodStillWritesNothingOfItsFormerLife(@TempDir Path directory) throws Exception {
        try (var platform = new Platform()) {
            platform.announce(TestAgent.called("probe", context -> Outcome.completed(null)));
            try (var worker = WorkerProcess.start(platform, directory.resolve("worker.log"))) {
                // Its sleep is over when it wakes up, so that it has a result at once.
                UUID task = platform.run("probe", "{\"runFor\":\"PT15S\"}");
                await().atMost(Duration.ofSeconds(60)).until(() -> platform.status(task) == TaskStatus.RUNNING);
                worker.signal("STOP");
                await().atMost(Duration.ofSeconds(30))
                        .pollInterval(Duration.ofSeconds(1))
                        .until(() -> {
                            platform.sweep();
                            return platform.status(task) == TaskStatus.QUEUED;
                        });
                worker.signal("CONT");

                await().atMost(Duration.ofSeconds(60)).until(() -> {
                    platform.sweep();
                    return platform.status(task) == TaskStatus.COMPLETED;
                });
                assertThat(platform.row(task)).containsEntry("attempt", 2).containsEntry("failures", 1);
                assertThat(platform.attemptOutcomes(task)).containsExactly("WORKER_DIED");
                assertThat(platform.jdbc.queryForList("select state from worker order by started_at", String.class))
                        .containsExactly("DEAD", "ALIVE");
            }
        }
    }
}
