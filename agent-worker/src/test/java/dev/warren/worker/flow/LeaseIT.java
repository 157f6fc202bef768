package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LeaseIT {

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    @Test
    void aWorkerThatIsTakenForDeadStopsWritesNothingAndComesBackAsAnotherOne() {
        var agent = TestAgent.called("patient", context -> {
            if (context.attempt() == 1) {
                gate.await();
            }
            return Outcome.completed("attempt " + context.attempt());
        });
        platform.worker(agent);
        UUID task = platform.run("patient", "{}");
        await().until(() -> agent.started.contains(task));

        platform.jdbc.update("update worker set state = 'DEAD'");
        await().atMost(Duration.ofSeconds(8)).until(() -> agent.interrupted.contains(task));

        assertThat(platform.status(task)).isEqualTo(TaskStatus.RUNNING);
        assertThat(platform.attemptOutcomes(task)).isEmpty();
        await().until(() ->
                platform.jdbc.queryForObject("select count(*) from worker where state = 'ALIVE'", Integer.class) == 1);

        await().atMost(Duration.ofSeconds(10)).until(() -> {
            platform.sweep();
            return platform.status(task) == TaskStatus.COMPLETED;
        });
        assertThat(platform.row(task).get("output")).hasToString("\"attempt 2\"");
        assertThat(platform.attemptOutcomes(task)).containsExactly("WORKER_DIED");
    }

    @Test
    void givesBackATaskThatWasClaimedWithoutItsKnowledge() {
        var agent = TestAgent.called("echo", context -> Outcome.completed(null));
        platform.worker(agent);
        await().until(() -> platform.jdbc.queryForObject("select count(*) from worker", Integer.class) == 1);
        UUID worker = platform.jdbc.queryForObject("select incarnation from worker", UUID.class);
        UUID ghost = platform.submit("echo", "{}", wish -> wish);
        new ClaimTasks(platform.jdbc).claim(worker, List.of(new ClaimRequest(ghost, 1, "echo")));
        assertThat(platform.status(ghost)).isEqualTo(TaskStatus.RUNNING);

        await().atMost(Duration.ofSeconds(20)).until(() -> platform.status(ghost) == TaskStatus.QUEUED);

        assertThat(platform.row(ghost)).containsEntry("failures", 0);
        assertThat(platform.attemptOutcomes(ghost)).containsExactly("RELEASED");
        assertThat(agent.started).isEmpty();
    }
}
