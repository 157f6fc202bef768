package dev.warren.platform.swarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.warren.model.topology.Topology;
import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import dev.warren.test.TcpProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.json.JsonMapper;

/**
 * What operators order and people answer: where it acts, how soon, and that it is remembered. The gateway speaks to the
 * broker over a line that can be cut; the workers do not.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AgentOrdersIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final Duration PROMISED = Duration.ofSeconds(2);
    /** A beat comes every five seconds. */
    private static final Duration WITH_A_HEARTBEAT = Duration.ofSeconds(7);

    private final PythonAgents shop = new PythonAgents();
    private final Platform platform = new Platform();
    private final URI broker = URI.create(platform.brokerUri());
    private final TcpProxy line = new TcpProxy(broker.getHost(), broker.getPort());
    private final TaskClient client = platform.client();
    private final Connection connection = connect();
    private PlatformProcess gateway = platform.launchGateway(brokerOverTheLine());
    private List<PlatformProcess> workers = launchWorkers();

    @BeforeAll
    void start() {
        gateway.awaitReady();
        workers.forEach(PlatformProcess::awaitReady);
        client.declare("orders", JsonMapper.shared().readTree("""
                {"kind": "http", "endpoint": "shop", "path": "/orders"}"""));
    }

    @AfterAll
    void stop() throws Exception {
        connection.close();
        platform.close();
        line.close();
        shop.close();
    }

    @Test
    void aPauseActsOnEveryWorkerWithinTwoSeconds() {
        client.awaitEnd(client.submit("probe", Map.of()), LONG_ENOUGH); // so the gateway has its broker again
        awaitConsumers(2, LONG_ENOUGH);

        assertThat(client.pause("echo").status()).isEqualTo(202);
        awaitConsumers(0, PROMISED);

        assertThat(client.resume("echo").status()).isEqualTo(202);
        awaitConsumers(2, PROMISED);
    }

    @Test
    void aPauseActsWithinAHeartbeatWhereTheGatewayHasNoBroker() {
        awaitConsumers(2, LONG_ENOUGH);
        line.cut();
        try {
            assertThat(client.pause("echo").status()).isEqualTo(202);
            String id = client.submit("echo", 1);
            awaitConsumers(0, WITH_A_HEARTBEAT);
            assertThat(client.status(id)).isEqualTo("QUEUED");

            assertThat(client.resume("echo").status()).isEqualTo(202);
            awaitConsumers(2, WITH_A_HEARTBEAT);
        } finally {
            line.mend();
        }
    }

    @Test
    void aPauseAndAQuestionOutliveEveryProcess() {
        String asking = client.submit("orders", "Where is my order?");
        client.awaitStatus(asking, "WAITING_INPUT");
        assertThat(client.pause("echo").status()).isEqualTo(202);
        String waiting = client.submit("echo", 1);

        gateway.kill();
        workers.forEach(PlatformProcess::kill);
        gateway = platform.launchGateway(brokerOverTheLine());
        workers = launchWorkers();
        gateway.awaitReady();
        workers.forEach(PlatformProcess::awaitReady);

        assertThat(client.answer(asking, 1018).status()).isEqualTo(202);
        assertThat(client.awaitEnd(asking, LONG_ENOUGH)
                        .get("output")
                        .get("content")
                        .asString())
                .isEqualTo("Order 1018 is being packed.");
        client.awaitEnd(client.submit("probe", Map.of()), LONG_ENOUGH);
        assertThat(client.status(waiting)).isEqualTo("QUEUED");
        assertThat(client.get("/v1/agents/echo").body().get("health").asString())
                .isEqualTo("paused");
        assertThat(client.resume("echo").status()).isEqualTo(202);
        assertThat(client.awaitEnd(waiting, LONG_ENOUGH).get("status").asString())
                .isEqualTo("COMPLETED");
    }

    private String brokerOverTheLine() {
        return "WARREN_BROKER_URI="
                + platform.brokerUri().replace(broker.getHost() + ":" + broker.getPort(), "127.0.0.1:" + line.port());
    }

    private List<PlatformProcess> launchWorkers() {
        String settings = "WARREN_HTTPAGENTS_ENDPOINTS_SHOP";
        return List.of(
                platform.launchWorker("plain", 10),
                platform.launchWorker(
                        "shop",
                        10,
                        settings + "_URL=" + shop.url(),
                        settings + "_TOKEN=" + PythonAgents.TOKEN,
                        settings + "_ALLOWHTTP=true",
                        settings + "_ALLOWPRIVATE=127.0.0.0/8"));
    }

    private void awaitConsumers(int wanted, Duration atMost) {
        await(wanted + " consumers of the paused or resumed agent")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> consumers() == wanted);
    }

    private int consumers() throws Exception {
        try (var channel = connection.createChannel()) {
            return (int) channel.consumerCount(Topology.agentQueue("echo", Topology.SHARED_LANE));
        }
    }

    private Connection connect() {
        try {
            var factory = new ConnectionFactory();
            factory.setUri(broker);
            return factory.newConnection();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
