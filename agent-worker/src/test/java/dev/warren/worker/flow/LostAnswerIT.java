package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.worker.agent.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Binding;

/** The ledger wrote, and the worker never heard. */
class LostAnswerIT {

    @Test
    void aResultThatWasWrittenUnheardIsToldToThoseWhoWait(@TempDir Path directory) throws Exception {
        try (var platform = new Platform()) {
            platform.announce(TestAgent.called("probe", context -> Outcome.completed(null)));
            var events = new AnonymousQueue();
            platform.admin.declareQueue(events);
            platform.admin.declareBinding(new Binding(
                    events.getName(),
                    Binding.DestinationType.QUEUE,
                    Topology.EVENTS_EXCHANGE,
                    Topology.EVENT_ENDED,
                    Map.of()));
            UUID task = platform.run("probe", "{}");
            Path log = directory.resolve("worker.log");

            try (var worker = WorkerProcess.start(platform, log, "-Dwarren.failpoints=FINISH_COMMITTED=lose@1")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> platform.status(task) == TaskStatus.COMPLETED);

                var event = platform.amqp.receive(events.getName(), 10_000);
                assertThat(new MessageCodec<>(TasksEnded.class)
                                .read(Objects.requireNonNull(event).getBody())
                                .tasks())
                        .containsExactly(new TasksEnded.Ended(task, 1, TaskStatus.COMPLETED));
                assertThat(log).content().contains("Holds results").doesNotContain("came too late");
                assertThat(worker.process().isAlive()).isTrue();
            }
            assertThat(platform.row(task)).containsEntry("attempt", 1).containsEntry("failures", 0);
        }
    }

    /** Two comparisons with the ledger pass while the claim is committed and its answer on the way. */
    @Test
    void aClaimUnderWayIsNotGivenBackAsUnknown(@TempDir Path directory) throws Exception {
        try (var platform = new Platform()) {
            platform.announce(TestAgent.called("probe", context -> Outcome.completed(null)));
            UUID task = platform.run("probe", "{}");

            try (var worker = WorkerProcess.start(
                    platform, directory.resolve("worker.log"), "-Dwarren.failpoints=CLAIM_COMMITTED=hang@1")) {
                await().atMost(Duration.ofSeconds(60)).until(() -> platform.status(task) == TaskStatus.RUNNING);

                await().during(Duration.ofSeconds(32))
                        .atMost(Duration.ofSeconds(35))
                        .pollInterval(Duration.ofMillis(500))
                        .until(() -> platform.status(task) == TaskStatus.RUNNING);
                assertThat(platform.jdbc.queryForObject(
                                "select last_beat > clock_timestamp() - interval '8 s' from worker", Boolean.class))
                        .as("it lives, and compares")
                        .isTrue();
                assertThat(worker.process().isAlive()).isTrue();
            }
        }
    }
}
