package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.ControlMessage;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

class DrainIT {

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final TestAgent agent = TestAgent.called("mixed", context -> {
        switch (context.input().get("work").asString()) {
            case "short" -> Thread.sleep(Duration.ofMillis(500));
            case "long" -> gate.await();
            default -> throw new IllegalArgumentException();
        }
        return Outcome.completed(null);
    });

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    @Test
    void anOrderDrainsTheWorkerItNamesWhichStaysToBeStopped() {
        var worker = platform.worker(agent, "warren.worker.grace=2s");
        UUID brief = platform.run("mixed", "{\"work\":\"short\"}");
        UUID lengthy = platform.run("mixed", "{\"work\":\"long\"}");
        await().until(() -> agent.started.size() == 2);
        UUID incarnation = incarnation();

        platform.order(new ControlMessage.Drain(UUID.randomUUID()), Topology.CONTROL_ALL);
        await().until(() -> {
            platform.order(new ControlMessage.Drain(incarnation), Topology.controlQueue(incarnation));
            return platform.consumers("mixed") == 0;
        });
        UUID next = platform.run("mixed", "{\"work\":\"short\"}");

        await().until(() -> platform.status(lengthy) == TaskStatus.QUEUED);
        assertThat(platform.status(brief)).isEqualTo(TaskStatus.COMPLETED);
        assertThat(platform.row(lengthy)).containsEntry("failures", 0).containsEntry("owner", null);
        assertThat(platform.attemptOutcomes(lengthy)).containsExactly("RELEASED");
        assertThat(agent.ended).as("stopped before it is given back").contains(lengthy);
        assertThat(health(worker)).isEqualTo(Status.OUT_OF_SERVICE);

        await().atMost(Duration.ofSeconds(8)).until(() -> state().equals("DRAINING/0"));
        Instant beat = lastBeat();
        await().atMost(Duration.ofSeconds(8)).until(() -> lastBeat().isAfter(beat));
        assertThat(platform.status(next)).isEqualTo(TaskStatus.QUEUED);
        assertThat(platform.messages("mixed")).isOne();

        long began = System.nanoTime();
        worker.close();
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(2));
        assertThat(state()).isEqualTo("STOPPED/0");
        assertThat(agent.started).hasSize(2);
    }

    @Test
    void aHeartbeatFindsADrainWhoseOrderWasLost() {
        var worker = platform.worker(agent);
        await().until(() -> platform.consumers("mixed") == 1);
        assertThat(health(worker)).isEqualTo(Status.UP);

        platform.jdbc.update("update worker set state = 'DRAINING'");

        await().atMost(Duration.ofSeconds(8)).until(() -> platform.consumers("mixed") == 0);
        UUID task = platform.run("mixed", "{\"work\":\"short\"}");
        await().during(Duration.ofSeconds(2)).until(() -> platform.status(task) == TaskStatus.QUEUED);
        assertThat(health(worker)).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(state()).isEqualTo("DRAINING/0");
    }

    @Test
    void aDrainedWorkerThatIsTakenForDeadComesBackDrained() {
        platform.worker(agent);
        await().until(() -> platform.consumers("mixed") == 1);
        platform.jdbc.update("update worker set state = 'DRAINING'");
        await().atMost(Duration.ofSeconds(8)).until(() -> platform.consumers("mixed") == 0);

        platform.jdbc.update("update worker set state = 'DEAD'");

        await().atMost(Duration.ofSeconds(8))
                .until(() -> platform.jdbc
                        .queryForList("select state from worker order by started_at", String.class)
                        .equals(java.util.List.of("DEAD", "DRAINING")));
        platform.run("mixed", "{\"work\":\"short\"}");
        await().during(Duration.ofSeconds(2)).until(() -> platform.consumers("mixed") == 0);
        assertThat(agent.started).isEmpty();
    }

    @Test
    void aStopWhileItDrainsSharesItsGrace() {
        var worker = platform.worker(agent, "warren.worker.grace=4s");
        UUID lengthy = platform.run("mixed", "{\"work\":\"long\"}");
        await().until(() -> agent.started.contains(lengthy));
        long began = System.nanoTime();
        platform.jdbc.update("update worker set state = 'DRAINING'");
        await().atMost(Duration.ofSeconds(8)).until(() -> platform.consumers("mixed") == 0);

        worker.close();

        // The grace, what a heartbeat takes to notice, and no second grace.
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isBetween(Duration.ofSeconds(4), Duration.ofMillis(10_500));
        assertThat(platform.row(lengthy)).containsEntry("status", "QUEUED").containsEntry("failures", 0);
    }

    private static Status health(ConfigurableApplicationContext worker) {
        return worker.getBean(HealthIndicator.class).health().getStatus();
    }

    private UUID incarnation() {
        return platform.jdbc.queryForObject("select incarnation from worker", UUID.class);
    }

    private String state() {
        return platform.jdbc.queryForObject("select state || '/' || running from worker", String.class);
    }

    private Instant lastBeat() {
        return platform.jdbc
                .queryForObject("select last_beat from worker", java.sql.Timestamp.class)
                .toInstant();
    }
}
