package dev.warren.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.MessageProperties;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.model.topology.BrokerDialect;
import dev.warren.model.topology.Topology;
import dev.warren.store.publish.PublishableTask;
import dev.warren.test.TestServers;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TopologyIT {

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
    void declaresQueuesInTheServersDialect() {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);

            var arguments = new HashMap<String, Object>(broker.dialect().taskQueueArguments());
            arguments.put("x-dead-letter-exchange", Topology.DEAD_LETTERS);
            if (broker.dialect() == BrokerDialect.QUORUM) {
                arguments.put("x-delivery-limit", 20);
            }
            assertThatNoException()
                    .as("the broker refuses to declare it again with other arguments")
                    .isThrownBy(
                            () -> broker.channel().queueDeclare(TestBroker.ECHO_QUEUE, true, false, false, arguments));
        }
    }

    @Test
    void declaringAgainChangesNothing() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            publishByHand();
        }
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
        }
        assertThat(broker.depth(TestBroker.ECHO_QUEUE)).isEqualTo(1);
    }

    @Test
    void bindsTheQueueOfDeadLetters() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri)) {
            await().until(gateway.broker()::isConnected);
            publishByHand();
            var message = broker.channel().basicGet(TestBroker.ECHO_QUEUE, false);
            broker.channel().basicReject(message.getEnvelope().getDeliveryTag(), false);

            await().until(() ->
                    ledger.jdbc.queryForObject("select count(*) from unreadable_message", Integer.class) == 1);
        }
    }

    @Test
    void declaresTheQueueOfANewAgent() {
        try (var gateway = TestGateway.start(ledger, uri, "sweep.queues-every", "100ms")) {
            await().until(gateway.broker()::isConnected);

            ledger.register("newcomer");

            await().until(() -> broker.hasQueue(Topology.agentQueue("newcomer", "shared")));
        }
    }

    @Test
    void replacesAQueueOfTheWrongTypeAndPublishesItsTasksAgain() throws Exception {
        broker.channel().queueDeclare(TestBroker.ECHO_QUEUE, true, false, false, Map.of());
        PublishableTask task = ledger.submitted();
        ledger.jdbc.update("update task set published_at = clock_timestamp(), publish_at = clock_timestamp() + '1 h'");

        try (var gateway = TestGateway.start(ledger, uri, "sweep.queues-every", "100ms")) {
            await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
        }
        assertThat(broker.takeTasks(TestBroker.ECHO_QUEUE)).containsExactly(task.id());
    }

    @Test
    void declaresAQueueAgainThatSomebodyDeleted() throws Exception {
        try (var gateway = TestGateway.start(ledger, uri, "sweep.queues-every", "100ms")) {
            await().until(gateway.broker()::isConnected);

            broker.channel().queueDelete(TestBroker.ECHO_QUEUE);

            await().until(() -> broker.hasQueue(TestBroker.ECHO_QUEUE));
        }
    }

    private void publishByHand() throws Exception {
        broker.channel()
                .basicPublish(
                        Topology.TASKS_EXCHANGE,
                        TestBroker.ECHO_QUEUE,
                        MessageProperties.MINIMAL_PERSISTENT_BASIC,
                        new byte[0]);
        await().until(() -> broker.depth(TestBroker.ECHO_QUEUE) == 1);
    }
}
