package dev.warren.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.warren.gateway.fixture.BrokerAdmin;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.model.message.ClaimCheck;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.store.publish.PublishableTask;
import dev.warren.test.TestServers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublishIT {

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
    void publishesAClaimCheckThatNamesTheTask() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            PublishableTask task = ledger.submitted(7, Duration.ZERO, null);

            gateway.publisher().publish(List.of(task));

            GetResponse message = await().until(() -> broker.take(TestBroker.ECHO_QUEUE), got -> got != null);
            assertThat(TestBroker.read(message))
                    .isEqualTo(new ClaimCheck(task.id(), 1, 1, "echo", "default", 7, null, null));
            assertThat(message.getProps().getMessageId()).isEqualTo(task.id().toString());
            assertThat(message.getProps().getPriority()).isEqualTo(7);
            assertThat(message.getProps().getDeliveryMode()).as("persistent").isEqualTo(2);
            assertThat(message.getProps().getType()).isEqualTo(ClaimCheck.TYPE);
        }
    }

    @Test
    void letsTheBrokerExpireAMessageRightAfterItsTask() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            PublishableTask hour = ledger.submitted(5, Duration.ZERO, Duration.ofHours(1));
            PublishableTask longerThanRabbitMqCounts = ledger.submitted(5, Duration.ZERO, Duration.ofDays(60));
            PublishableTask forEver = ledger.submitted();

            gateway.publisher().publish(List.of(hour, longerThanRabbitMqCounts, forEver));

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 3);
            assertThat(broker.take(TestBroker.ECHO_QUEUE).getProps().getExpiration())
                    .isEqualTo("3601000");
            assertThat(broker.take(TestBroker.ECHO_QUEUE).getProps().getExpiration())
                    .isNull();
            assertThat(broker.take(TestBroker.ECHO_QUEUE).getProps().getExpiration())
                    .isNull();
        }
    }

    @Test
    void countsTheTimeThatIsLeftByTheLedgersClock() throws Exception {
        PublishableTask task = ledger.submitted(5, Duration.ZERO, Duration.ofSeconds(100));
        ledger.jdbc.update("update task set expires_at = clock_timestamp() + '40 s' where id = ?", task.id());
        ledger.makeDue(task.id());
        try (var gateway = TestGateway.start(ledger, uri)) {
            GetResponse message = await().until(() -> broker.take(TestBroker.ECHO_QUEUE), got -> got != null);
            assertThat(Long.parseLong(message.getProps().getExpiration())).isBetween(25_000L, 41_000L);
        }
    }

    @Test
    void failsATaskThatFindsNoQueueForLongAndPublishesTheOthers() throws Exception {
        ledger.register("other");
        // A queue that belongs to somebody else can neither be declared nor deleted.
        broker.channel().queueDeclare(TestBroker.ECHO_QUEUE, false, true, false, Map.of());
        try (var gateway = TestGateway.start(ledger, uri, "sweep.every", "100ms", "sweep.undeliverable-after", "2s")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask task = ledger.submitted();
            gateway.publisher().publish(List.of(task));

            await().atMost(Duration.ofSeconds(30))
                    .until(() -> ledger.status(task.id()).equals("FAILED"));

            assertThat(ledger.jdbc.queryForMap("select error_reason, error_message from task where id = ?", task.id()))
                    .containsEntry("error_reason", "UNDELIVERABLE")
                    .extractingByKey("error_message")
                    .asString()
                    .contains("agent.echo.shared");
            assertThat(gateway.broker().isConnected()).isTrue();
            assertThat(broker.hasQueue("agent.other.shared")).isTrue();
            assertThat(gateway.count(WarrenMetric.SWEEPER_ACTIONS, "action", "fail-unroutable"))
                    .isEqualTo(1);
        }
    }

    @Test
    void publishesAgainWhatAFullQueueRefused() throws Exception {
        new BrokerAdmin(TestServers.rabbit()).letQueuesHoldOneMessage(uri);
        try (var gateway = TestGateway.start(ledger, uri, "sweep.every", "100ms")) {
            await().until(gateway.broker()::isConnected);
            var missing = new HashSet<UUID>();
            await().until(() -> {
                PublishableTask task = ledger.submitted();
                missing.add(task.id());
                gateway.publisher().publish(List.of(task));
                return gateway.count(WarrenMetric.MESSAGES_UNCONFIRMED) > 0;
            });

            await().atMost(Duration.ofSeconds(60)).until(() -> {
                broker.takeTasks(TestBroker.ECHO_QUEUE).forEach(missing::remove);
                return missing.isEmpty();
            });
        }
    }

    @Test
    void handsOutABacklogByPriorityAndInOrderWithinOne() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            List<PublishableTask> tasks = IntStream.range(0, 500)
                    .mapToObj(i -> ledger.submitted(i * 7 % 10, Duration.ZERO, null))
                    .toList();

            tasks.forEach(task -> gateway.publisher().publish(List.of(task)));

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 500);
            List<UUID> byPriority = tasks.stream()
                    .sorted(Comparator.comparing(PublishableTask::priority).reversed())
                    .map(PublishableTask::id)
                    .toList();
            assertThat(broker.takeTasks(TestBroker.ECHO_QUEUE)).containsExactlyElementsOf(byPriority);
        }
    }

    @Test
    void recordsConfirmsOfTasksThatStillWait() {
        try (var gateway = TestGateway.start(ledger, uri, "publish.record-after", "100ms")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask task = ledger.submitted();

            gateway.publisher().publish(List.of(task));

            await().until(() -> ledger.isConfirmed(task.id()));
            assertThat(gateway.count(WarrenMetric.MESSAGES_CONFIRMED)).isEqualTo(1);
        }
    }

    @Test
    void writesNothingForTasksThatWereClaimedFast() {
        try (var gateway = TestGateway.start(ledger, uri, "publish.record-after", "300ms")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask claimed = ledger.submitted();
            UUID worker = ledger.worker();
            ledger.claim(worker, claimed.id(), 1);
            PublishableTask waits = ledger.submitted();

            gateway.publisher().publish(List.of(claimed, waits));

            await().until(() -> ledger.isConfirmed(waits.id()));
            assertThat(ledger.isConfirmed(claimed.id())).isFalse();
        }
    }

    @Test
    void recordsConfirmsWhenItStops() {
        PublishableTask task = ledger.submitted();
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            gateway.publisher().publish(List.of(task));
        }
        assertThat(ledger.isConfirmed(task.id())).isTrue();
    }

    @Test
    void declaresAMissingQueueAndPublishesAgainWhatCameBack() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri, "sweep.queues-every", "1h")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask before = ledger.submitted();
            // Whatever it read of the registry when it connected, by its first message it has declared the queue.
            gateway.publisher().publish(List.of(before));
            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
            broker.channel().queueDelete(TestBroker.ECHO_QUEUE);
            PublishableTask task = ledger.submitted();

            gateway.publisher().publish(List.of(task));

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
            assertThat(broker.takeTasks(TestBroker.ECHO_QUEUE)).containsExactly(task.id());
            assertThat(gateway.count(WarrenMetric.MESSAGES_RETURNED)).isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(gateway.count(WarrenMetric.MESSAGES_CONFIRMED)).isEqualTo(2));
        }
    }

    @Test
    void reconnectsAndGoesOnWhenItsConnectionIsCut() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            // An exchange of another type cannot be published to as before: deleting it ends the channel.
            broker.channel().exchangeDelete("warren.tasks");
            PublishableTask task = ledger.submitted();

            gateway.publisher().publish(List.of(task));

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
            assertThat(broker.takeTasks(TestBroker.ECHO_QUEUE)).containsExactly(task.id());
            assertThat(gateway.count(WarrenMetric.MESSAGES_UNCONFIRMED)).isEqualTo(1);
        }
    }

    @Test
    void publishesEachDueTaskOnceAlthoughTwoGatewaysSweep() throws Exception {
        var tasks = new HashSet<UUID>();
        for (int i = 0; i < 300; i++) {
            PublishableTask task = ledger.submitted();
            ledger.makeDue(task.id());
            tasks.add(task.id());
        }
        try (var one = TestGateway.start(ledger, uri, "sweep.every", "20ms");
                var other = TestGateway.start(ledger, uri, "sweep.every", "20ms")) {
            await().until(() ->
                    one.count(WarrenMetric.MESSAGES_CONFIRMED) + other.count(WarrenMetric.MESSAGES_CONFIRMED) >= 300);
            List<UUID> published = new ArrayList<>();
            await().during(Duration.ofSeconds(1)).until(() -> {
                published.addAll(broker.takeTasks(TestBroker.ECHO_QUEUE));
                return published.size() >= 300;
            });
            assertThat(published).hasSize(300);
            assertThat(Set.copyOf(published)).isEqualTo(tasks);
        }
    }
}
