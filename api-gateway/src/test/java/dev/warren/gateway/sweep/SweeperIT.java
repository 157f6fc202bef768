package dev.warren.gateway.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.gateway.wait.WaitingCallers;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksDue;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.topology.Topology;
import dev.warren.store.publish.PublishableTask;
import dev.warren.test.TestServers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SweeperIT {

    private static final String[] FAST = {
        "sweep.every", "100ms", "sweep.queues-every", "200ms", "sweep.lost-after", "0s", "publish.record-after", "50ms"
    };

    private final String uri = TestServers.freshVirtualHost();
    private final TestLedger ledger = new TestLedger();
    private TestBroker broker;

    @BeforeEach
    void connect() throws Exception {
        broker = new TestBroker(uri);
    }

    @AfterEach
    void disconnect() throws Exception {
        broker.close();
        ledger.close();
    }

    @Test
    void publishesWhatASubmitterCommittedAndNeverSent() {
        PublishableTask task = ledger.submitted();
        ledger.makeDue(task.id());
        try (var gateway = TestGateway.start(ledger, uri, FAST)) {
            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
        }
    }

    @Test
    void publishesTheTasksOfADeadWorkerAgainAtANewFence() {
        PublishableTask task = ledger.submitted();
        UUID worker = ledger.worker();
        ledger.claim(worker, task.id(), 1);
        try (var gateway = TestGateway.start(ledger, uri, FAST)) {
            await().until(gateway.broker()::isConnected);

            ledger.silence(worker);

            GetResponse message = await().until(() -> broker.take(TestBroker.ECHO_QUEUE), got -> got != null);
            assertThat(TestBroker.read(message).task()).isEqualTo(task.id());
            assertThat(TestBroker.read(message).fence()).isEqualTo(3);
            assertThat(gateway.count(WarrenMetric.SWEEPER_ACTIONS, "action", "take-over"))
                    .isEqualTo(1);
            await().untilAsserted(() -> assertThat(
                            gateway.count(WarrenMetric.TASKS_FINISHED, "agent", "echo", "status", "QUEUED"))
                    .isEqualTo(1));
        }
    }

    @Test
    void publishesAScheduledTaskWhenItIsDueAndNotBefore() {
        PublishableTask task = ledger.submitted(5, Duration.ofSeconds(2), null);
        Instant due = ledger.jdbc
                .queryForObject("select due_at from task where id = ?", java.sql.Timestamp.class, task.id())
                .toInstant();
        try (var gateway = TestGateway.start(ledger, uri, FAST)) {
            GetResponse message = await().until(() -> broker.take(TestBroker.ECHO_QUEUE), got -> got != null);

            assertThat(Instant.now()).isAfter(due);
            assertThat(TestBroker.read(message).task()).isEqualTo(task.id());
        }
    }

    @Test
    void endsAnExpiredTaskAndTellsWhoeverWaits() {
        try (var gateway = TestGateway.start(ledger, uri, FAST)) {
            await().until(gateway.broker()::isConnected); // an event that finds no broker is lost
            PublishableTask task = ledger.submitted(5, Duration.ZERO, Duration.ofSeconds(1));
            try (var waiting =
                    gateway.get(WaitingCallers.class).begin(task.id()).orElseThrow()) {
                assertThat(waiting.await(Duration.ofSeconds(10))).isTrue();
                assertThat(ledger.status(task.id())).isEqualTo("EXPIRED");
                assertThat(gateway.count(WarrenMetric.SWEEPER_ACTIONS, "action", "expire"))
                        .isEqualTo(1);
                await().untilAsserted(() -> assertThat(gateway.count(
                                WarrenMetric.TASKS_FINISHED, "agent", "echo", "version", "", "status", "EXPIRED"))
                        .isEqualTo(1));
            }
        }
    }

    @Test
    void publishesAgainWhatAPurgedQueueLost() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri, FAST)) {
            await().until(gateway.broker()::isConnected);
            List<PublishableTask> tasks = List.of(ledger.submitted(), ledger.submitted());
            gateway.publisher().publish(tasks);
            await().until(() -> tasks.stream().allMatch(task -> ledger.isConfirmed(task.id())));

            broker.channel().queuePurge(TestBroker.ECHO_QUEUE);

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 2);
            assertThat(gateway.count(WarrenMetric.SWEEPER_ACTIONS, "action", "republish-lost"))
                    .isEqualTo(2);
        }
    }

    @Test
    void publishesAgainWhatWasInADeletedQueue() throws Exception {
        try (var gateway =
                TestGateway.start(ledger, uri, "sweep.queues-every", "200ms", "publish.record-after", "50ms")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask task = ledger.submitted();
            gateway.publisher().publish(List.of(task));
            await().until(() -> ledger.isConfirmed(task.id()));

            broker.channel().queueDelete(TestBroker.ECHO_QUEUE);

            await().atMost(Duration.ofSeconds(5)).until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
        }
    }

    @Test
    void doesNotWaitForItsTimeWhereATaskIsSaidToBeDue() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            ledger.jdbc.execute("alter function tick() rename to tick_away"); // no sweep gets beyond it
            await().until(() -> gateway.count(WarrenMetric.SWEEPER_FAILURES, "step", "tick") > 0);
            PublishableTask task = ledger.submitted();
            ledger.makeDue(task.id());

            broker.channel()
                    .basicPublish(
                            Topology.EVENTS_EXCHANGE,
                            Topology.EVENT_DUE,
                            new AMQP.BasicProperties.Builder()
                                    .type(TasksDue.TYPE)
                                    .build(),
                            new MessageCodec<>(TasksDue.class).write(new TasksDue(1)));

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
        }
    }

    @Test
    void goesOnWhenAStepFails() {
        ledger.jdbc.execute("alter function start_due(int) rename to start_due_away");
        PublishableTask task = ledger.submitted(5, Duration.ofMillis(100), null);
        try (var gateway = TestGateway.start(ledger, uri, FAST)) {
            await().until(() -> gateway.count(WarrenMetric.SWEEPER_FAILURES, "step", "start-due") > 2);
            PublishableTask other = ledger.submitted();
            ledger.makeDue(other.id());
            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);

            ledger.jdbc.execute("alter function start_due_away(int) rename to start_due");

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 2);
        }
    }

    @Test
    void publishesAgainWhatAYoungerMessageOfTheSameQueueHasOvertaken() throws Exception {
        try (var gateway = TestGateway.start(
                ledger, uri, "sweep.every", "100ms", "sweep.overtaken-after", "1s", "publish.record-after", "50ms")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask lost = ledger.submitted();
            PublishableTask younger = ledger.submitted();
            PublishableTask waits = ledger.submitted();
            gateway.publisher().publish(List.of(lost, younger, waits));
            await().until(() -> ledger.isConfirmed(lost.id()) && ledger.isConfirmed(waits.id()));
            ledger.jdbc.update(
                    "update task set sent_at = sent_at - interval '2 min', published_at = published_at - interval '2"
                            + " min', publish_at = publish_at - interval '2 min' where id <> ?",
                    waits.id());

            assertThat(TestBroker.read(broker.take(TestBroker.ECHO_QUEUE)).task())
                    .isEqualTo(lost.id());
            assertThat(TestBroker.read(broker.take(TestBroker.ECHO_QUEUE)).task())
                    .isEqualTo(younger.id());
            ledger.claim(ledger.worker(), younger.id(), 1);

            await().atMost(Duration.ofSeconds(30)).until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 2);
            assertThat(broker.takeTasks(TestBroker.ECHO_QUEUE)).containsExactly(waits.id(), lost.id());
            assertThat(gateway.count(WarrenMetric.SWEEPER_ACTIONS, "action", "republish-overtaken"))
                    .isEqualTo(1);
        }
    }

    @Test
    void measuresWhatIsOpen() {
        ledger.submitted();
        ledger.submitted();
        ledger.worker();
        PublishableTask dead = ledger.submitted(5, Duration.ZERO, Duration.ofSeconds(1));
        try (var gateway = TestGateway.start(ledger, uri, "sweep.measure-every", "1s")) {
            await().untilAsserted(() -> {
                assertThat(ledger.status(dead.id())).isEqualTo("EXPIRED");
                assertThat(gauge(gateway, WarrenMetric.TASKS_BY_STATUS, "agent", "echo", "status", "QUEUED"))
                        .isEqualTo(2);
                assertThat(gauge(gateway, WarrenMetric.OLDEST_QUEUED, "agent", "echo"))
                        .isPositive();
                assertThat(gauge(gateway, WarrenMetric.WORKERS, "state", "ALIVE"))
                        .isEqualTo(1);
                assertThat(gauge(gateway, WarrenMetric.DEAD_LETTERS, "agent", "echo"))
                        .isEqualTo(1);
                assertThat(gauge(gateway, WarrenMetric.BROKER_BLOCKED)).isZero();
                assertThat(gauge(gateway, WarrenMetric.QUEUE_CONSUMERS, "agent", "echo"))
                        .isZero();
                assertThat(gauge(gateway, WarrenMetric.QUEUE_MESSAGES, "agent", "echo"))
                        .as("those of the two tasks, and of the one that has expired since")
                        .isBetween(2.0, 3.0);
            });
        }
    }

    @Test
    void showsByHowMuchTheBrokerHasLessThanTheLedgerExpects() throws Exception {
        try (var gateway = TestGateway.start(
                ledger, uri, "sweep.measure-every", "1s", "sweep.lost-after", "1h", "publish.record-after", "1ms")) {
            await().until(gateway.broker()::isConnected);
            List<PublishableTask> tasks = List.of(ledger.submitted(), ledger.submitted(), ledger.submitted());
            gateway.publisher().publish(tasks);
            await().untilAsserted(() -> {
                assertThat(gauge(gateway, WarrenMetric.QUEUE_MESSAGES, "agent", "echo"))
                        .isEqualTo(3);
                assertThat(gauge(gateway, WarrenMetric.QUEUE_DRIFT, "agent", "echo"))
                        .isZero();
            });

            broker.take(TestBroker.ECHO_QUEUE);

            await().untilAsserted(() -> assertThat(gauge(gateway, WarrenMetric.QUEUE_DRIFT, "agent", "echo"))
                    .isEqualTo(1));
        }
    }

    private static double gauge(TestGateway gateway, WarrenMetric metric, String... tags) {
        return gateway.meters.get(metric.id()).tags(tags).gauge().value();
    }
}
