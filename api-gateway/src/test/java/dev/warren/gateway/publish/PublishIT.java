package dev.warren.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
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
            broker.channel().queueDelete(TestBroker.ECHO_QUEUE);
            PublishableTask task = ledger.submitted();

            gateway.publisher().publish(List.of(task));

            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
            assertThat(broker.takeTasks(TestBroker.ECHO_QUEUE)).containsExactly(task.id());
            assertThat(gateway.count(WarrenMetric.MESSAGES_RETURNED)).isEqualTo(1);
            assertThat(gateway.count(WarrenMetric.MESSAGES_CONFIRMED)).isEqualTo(1);
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
