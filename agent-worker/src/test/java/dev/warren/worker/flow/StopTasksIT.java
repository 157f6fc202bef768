package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.ControlMessage;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StopTasksIT {

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    @Test
    void anOrderInterruptsTheAttemptItNamesAndNoOther() {
        var agent = TestAgent.waiting("patient", gate);
        platform.worker(agent);
        UUID task = platform.run("patient", "{}");
        UUID other = platform.run("patient", "{}");
        await().until(() -> agent.started.size() == 2);
        var row = platform.row(task);
        long fence = (Long) row.get("fence");
        String worker = Topology.controlQueue((UUID) row.get("owner"));

        // Again and again, because nobody can see from outside when an exclusive queue is there.
        await().until(() -> {
            platform.order(new ControlMessage.Cancel(other, 1, fence - 1), worker);
            platform.order(new ControlMessage.Cancel(other, 1, fence + 1), Topology.CONTROL_ALL);
            platform.order(new ControlMessage.Cancel(task, 1, fence), worker);
            return platform.status(task) == TaskStatus.CANCELED;
        });

        assertThat(agent.interrupted).containsExactly(task);
        assertThat(platform.status(other)).isEqualTo(TaskStatus.RUNNING);
    }

    @Test
    void aHeartbeatFindsACancelWhoseOrderWasLost() {
        var agent = TestAgent.waiting("patient", gate);
        platform.worker(agent);
        UUID task = platform.run("patient", "{}");
        await().until(() -> agent.started.contains(task));

        platform.cancel.cancel("default", task);

        await().atMost(Duration.ofSeconds(8)).until(() -> platform.status(task) == TaskStatus.CANCELED);
        assertThat(agent.interrupted).containsExactly(task);
    }

    @Test
    void anAgentThatIgnoresItsTimeoutLosesTheTaskAndKeepsTheSlot() throws Exception {
        var deaf = TestAgent.called("deaf", context -> {
            while (true) {
                try {
                    gate.await();
                    return Outcome.completed("too late");
                } catch (InterruptedException e) {
                    // The point of this agent.
                }
            }
        });
        platform.worker(deaf, "warren.worker.slots=1");
        UUID task = platform.run(
                "deaf", "{}", wish -> wish.timeout(Duration.ofMillis(200)).maxAttempts(1));
        UUID next = platform.run("deaf", "{}");

        await().atMost(Duration.ofSeconds(15)).until(() -> platform.status(task) == TaskStatus.FAILED);

        assertThat(platform.row(task)).containsEntry("error_reason", "TIMED_OUT");
        assertThat(deaf.started).containsExactly(task);
        assertThat(platform.status(next)).isEqualTo(TaskStatus.QUEUED);
        gate.countDown();
        await().until(() -> platform.status(next) == TaskStatus.COMPLETED);
        assertThat(platform.row(task)).containsEntry("output", null);
    }

    @Test
    void aPausedAgentStartsNothingAndAResumedOneGoesOn() {
        var agent = TestAgent.called("moody", context -> Outcome.completed(null));
        platform.announce(agent);
        platform.jdbc.update("update agent set paused = true");
        platform.workerWithoutQueue(agent);
        await().until(() -> platform.jdbc.queryForObject("select count(*) from worker", Integer.class) == 1);
        UUID task = platform.run("moody", "{}");

        await().during(Duration.ofSeconds(1)).until(() -> platform.status(task) == TaskStatus.QUEUED);
        assertThat(platform.messages("moody")).isOne();

        platform.jdbc.update("update agent set paused = false");
        await().atMost(Duration.ofSeconds(8)).until(() -> platform.status(task) == TaskStatus.COMPLETED);
    }

    @Test
    void anAgentPausedWhileItsWorkerConsumesIsNotClaimedEither() {
        var agent = TestAgent.called("moody", context -> Outcome.completed(null));
        platform.worker(agent);
        await().until(() -> platform.consumers("moody") == 1);

        platform.jdbc.update("update agent set paused = true");
        UUID task = platform.run("moody", "{}");
        platform.order(new ControlMessage.AgentsChanged(), Topology.CONTROL_ALL);

        await().until(() -> platform.consumers("moody") == 0 && platform.messages("moody") == 1);
        assertThat(platform.status(task)).isEqualTo(TaskStatus.QUEUED);
        assertThat(agent.started).isEmpty();
    }

    @Test
    void aFullWorkerGivesBackWhatItCannotStart() {
        var agent = TestAgent.waiting("long", gate);
        platform.worker(agent, "warren.worker.slots=2");
        for (int i = 0; i < 10; i++) {
            platform.run("long", "{}");
        }

        await().until(() -> agent.started.size() == 2);
        await().atMost(Duration.ofSeconds(3)).until(() -> platform.consumers("long") == 0);
        await().until(() -> platform.messages("long") == 8);

        gate.countDown();
        await().until(() -> agent.ended.size() == 10);
    }

    @Test
    void anAgentsOwnLimitHolds() throws Exception {
        var agent = TestAgent.that(AgentDescription.named("narrow").withConcurrency(2), context -> {
            gate.await(20, TimeUnit.SECONDS);
            return Outcome.completed(null);
        });
        platform.worker(agent);
        for (int i = 0; i < 5; i++) {
            platform.run("narrow", "{}");
        }

        await().until(() -> platform.consumers("narrow") == 0 && platform.messages("narrow") == 3);
        assertThat(agent.started).hasSize(2);
        gate.countDown();
        await().until(() -> agent.ended.size() == 5);
    }

    @Test
    void aStoppingWorkerLetsShortTasksEndAndGivesLongOnesBackUncharged() {
        var agent = TestAgent.called("mixed", context -> {
            if (context.input().get("long").asBoolean()) {
                gate.await();
            } else {
                Thread.sleep(Duration.ofMillis(500));
            }
            return Outcome.completed(null);
        });
        var worker = platform.worker(agent, "warren.worker.grace=2s");
        UUID brief = platform.run("mixed", "{\"long\":false}");
        UUID lengthy = platform.run("mixed", "{\"long\":true}");
        await().until(() -> agent.started.size() == 2);

        long began = System.nanoTime();
        worker.close();

        // The grace, and at most the 12 s that docs/agent-worker.md allows for the rest.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(14));
        assertThat(platform.status(brief)).isEqualTo(TaskStatus.COMPLETED);
        assertThat(platform.row(lengthy))
                .containsEntry("status", "QUEUED")
                .containsEntry("failures", 0)
                .containsEntry("owner", null);
        assertThat(platform.attemptOutcomes(lengthy)).containsExactly("RELEASED");
        assertThat(platform.jdbc.queryForObject("select state from worker", String.class))
                .isEqualTo("STOPPED");
    }
}
