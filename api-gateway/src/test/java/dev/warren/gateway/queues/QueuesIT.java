package dev.warren.gateway.queues;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.gateway.fixture.WholeGateway;
import dev.warren.test.TestServers;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QueuesIT {

    private final TestLedger ledger = new TestLedger();
    private final String uri = TestServers.freshVirtualHost();
    private WholeGateway gateway;
    private TestBroker broker;

    @BeforeAll
    void start() throws Exception {
        broker = new TestBroker(uri);
        gateway = new WholeGateway(ledger, uri);
        await().until(gateway.get(BrokerState.class)::isConnected);
    }

    @BeforeEach
    void calm() {
        BrokerState state = gateway.get(BrokerState.class);
        state.unblocked();
        state.connected("test", state.generation());
        ledger.jdbc.update("update agent set paused = false");
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        broker.close();
        ledger.close();
    }

    @Test
    void showsASubmittedTaskThatWaitsForAWorker() throws Exception {
        gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":{}}");

        await().untilAsserted(() -> {
            JsonNode queue = gateway.get("/v1/queues").at("/queues/0");
            assertThat(queue.at("/queue").asString()).isEqualTo("agent.echo.shared");
            assertThat(queue.at("/routingKey").asString()).isEqualTo("agent.echo.shared");
            assertThat(queue.at("/agent").asString()).isEqualTo("echo");
            assertThat(queue.at("/lane").asString()).isEqualTo("shared");
            assertThat(queue.at("/messages").asInt()).isPositive();
            assertThat(queue.at("/consumers").asInt()).isZero();
            assertThat(queue.at("/status").asString()).isEqualTo("no-consumers");
            assertThat(queue.at("/oldestQueuedSeconds").isNumber()).isTrue();
        });
    }

    @Test
    void tellsTheDriftBetweenLedgerAndBroker() throws Exception {
        for (int i = 0; i < 3; i++) {
            gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":{}}");
        }
        await().untilAsserted(() -> {
            JsonNode queue = gateway.get("/v1/queues").at("/queues/0");
            assertThat(queue.at("/queuedTasks").asInt()).isGreaterThanOrEqualTo(3);
            assertThat(queue.at("/drift").asInt()).isZero();
        });

        broker.take(TestBroker.ECHO_QUEUE);
        broker.take(TestBroker.ECHO_QUEUE);

        await().untilAsserted(() -> assertThat(
                        gateway.get("/v1/queues").at("/queues/0/drift").asInt())
                .as("two messages are lost")
                .isEqualTo(2));
    }

    @Test
    void saysActivePausedAndMissing() throws Exception {
        broker.channel().basicConsume(TestBroker.ECHO_QUEUE, (t, message) -> {}, t -> {});
        await().untilAsserted(() -> assertThat(status()).isEqualTo("active"));

        ledger.jdbc.update("update agent set paused = true");
        await().untilAsserted(() -> assertThat(status()).isEqualTo("paused"));

        broker.channel().close(); // what it held goes back to the queue
        gateway.get(BrokerState.class).disconnected();
        JsonNode queue = gateway.get("/v1/queues").at("/queues/0");
        assertThat(queue.at("/status").asString()).isEqualTo("missing");
        assertThat(queue.has("messages")).isFalse();
        assertThat(queue.has("consumers")).isFalse();
    }

    @Test
    void saysBlockedWhileTheBrokerTakesNoMessages() {
        gateway.get(BrokerState.class).blocked("low on disk");

        await().untilAsserted(() -> assertThat(status()).isEqualTo("blocked"));
    }

    @Test
    void answersPageByPage() throws Exception {
        ledger.register("second");
        ledger.register("third");

        JsonNode first = gateway.get("/v1/queues?pageSize=2");
        JsonNode rest = gateway.get(
                "/v1/queues?pageSize=2&pageToken=" + first.at("/nextPageToken").asString());

        assertThat(first.at("/queues").size()).isEqualTo(2);
        assertThat(rest.at("/queues").size()).isEqualTo(1);
        assertThat(rest.at("/queues/0/agent").asString()).isEqualTo("third");
        assertThat(rest.has("nextPageToken")).isFalse();
        assertThat(gateway.status("/v1/queues?pageToken=nonsense")).isEqualTo(422);
        assertThat(gateway.status("/v1/queues?pageSize=0")).isEqualTo(422);
    }

    @Test
    void healthShowsABrokerThatIsAwayAsDegraded() throws Exception {
        assertThat(gateway.health().at("/components/broker/status").asString()).isEqualTo("UP");

        gateway.get(BrokerState.class).disconnected();

        assertThat(gateway.health().at("/components/broker/status").asString()).isEqualTo("DEGRADED");
        assertThat(gateway.health().at("/status").asString()).isEqualTo("DEGRADED");
        for (String group : List.of("liveness", "readiness")) {
            assertThat(gateway.health(group).at("/status").asString())
                    .as(group + " while the broker is away")
                    .isEqualTo("UP");
        }
        JsonNode summary = gateway.get("/v1/status");
        assertThat(summary.at("/status").asString()).isEqualTo("DEGRADED");
        assertThat(summary.at("/broker/status").asString()).isEqualTo("DOWN");
        assertThat(summary.at("/reasons/0").asString()).contains("broker");
    }

    private String status() throws Exception {
        return gateway.get("/v1/queues").at("/queues/0/status").asString();
    }
}
