package dev.warren.platform.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.MessageProperties;
import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.model.topology.Topology;
import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import dev.warren.test.TcpProxy;
import dev.warren.test.TestServers;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The broker and the way to it fail. One worker hosts {@code echo}; another one, which alone hosts {@code probe}, speaks to
 * the broker over a line that can be cut, so that its queue can be made to wait.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokerCrashIT {

    private static final Duration SOON = Duration.ofSeconds(90);
    /** A beat comes every five seconds. */
    private static final Duration WITH_A_HEARTBEAT = Duration.ofSeconds(10);

    private static final String VIRTUAL_HOST = "crash";
    private static final String PROBE_QUEUE = Topology.agentQueue("probe", Topology.SHARED_LANE);
    private static final String ECHO_QUEUE = Topology.agentQueue("echo", Topology.SHARED_LANE);
    private static final ObjectNode ECHO = TaskClient.request("echo", "x");
    private static final ObjectNode PROBE = TaskClient.request("probe", Map.of());

    private final RabbitServer rabbit = LocalServices.rabbit(ServiceOptions.temporary());
    private final Platform platform =
            new Platform(TestServers.postgres(), TestServers.freshDatabase(), rabbit.createVirtualHost(VIRTUAL_HOST));
    private final URI broker = URI.create(platform.brokerUri());
    private final TcpProxy line = new TcpProxy(broker.getHost(), broker.getPort());
    private final TaskClient client = platform.client();
    private final PlatformProcess gateway = platform.launchGateway();
    private final PlatformProcess echoing = platform.launchWorker("echoing", 20, "WARREN_WORKER_BUILTIN_AGENTS=echo");
    private final PlatformProcess probing = platform.launchWorker(
            "probing",
            20,
            "WARREN_WORKER_BUILTIN_AGENTS=probe",
            "WARREN_BROKER_URI="
                    + platform.brokerUri()
                            .replace(broker.getAuthority(), broker.getUserInfo() + "@127.0.0.1:" + line.port()));

    @BeforeAll
    void start() {
        List.of(gateway, echoing, probing).forEach(PlatformProcess::awaitReady);
    }

    @AfterAll
    void stop() {
        platform.close();
        line.close();
        rabbit.close();
    }

    @Test
    @DisplayName(
            "C5: an exchange, a binding and a queue that somebody deleted come back, and nothing is lost with them")
    void whatSomebodyDeletedComesBack() {
        onTheBroker(channel -> channel.exchangeDelete(Topology.TASKS_EXCHANGE));
        assertAllRunOnce(client.submitAll(Collections.nCopies(10, ECHO)));

        onTheBroker(channel -> channel.queueUnbind(ECHO_QUEUE, Topology.TASKS_EXCHANGE, ECHO_QUEUE));
        assertAllRunOnce(client.submitAll(Collections.nCopies(10, ECHO)));

        line.cut();
        List<String> waiting = backlog(10);
        onTheBroker(channel -> channel.queueDelete(PROBE_QUEUE));
        line.mend();
        assertAllRunOnce(waiting);
    }

    @Test
    @DisplayName("C15: a worker that is cut off from the broker finishes what it runs, and takes more when it is back")
    void aWorkerWithoutItsBrokerFinishesWhatItRuns() {
        List<String> running =
                client.submitAll(Collections.nCopies(3, TaskClient.request("probe", Map.of("runFor", "PT3S"))));
        running.forEach(id -> client.awaitStatus(id, "RUNNING"));

        line.cut();
        String waiting = client.submitAll(List.of(PROBE)).getFirst();
        assertAllRunOnce(running);
        assertThat(client.status(waiting)).isEqualTo("QUEUED");

        line.mend();
        assertAllRunOnce(List.of(waiting));
    }

    @Test
    @DisplayName("C20: what nobody can read is refused at its first delivery, and holds nobody up")
    void unreadableMessagesHoldNobodyUp() {
        List<String> bodies = List.of("", "no claim check", "[]", "{\"task\":1}", "{".repeat(5_000));
        onTheBroker(channel -> {
            for (String body : bodies) {
                channel.basicPublish(
                        Topology.TASKS_EXCHANGE,
                        ECHO_QUEUE,
                        MessageProperties.MINIMAL_PERSISTENT_BASIC,
                        body.getBytes(UTF_8));
            }
        });

        assertAllRunOnce(client.submitAll(Collections.nCopies(20, ECHO)));
        await("the queue to be empty").atMost(SOON).until(() -> messages("echo") == 0);
        assertThat(echoing.management("/actuator/prometheus").lines())
                .filteredOn(
                        metric -> metric.startsWith("warren_claims_total") && metric.contains("verdict=\"unreadable\""))
                .singleElement()
                .asString()
                .endsWith(" " + bodies.size() + ".0");
    }

    @Test
    @DisplayName(
            "A cancel reaches its task within a heartbeat while the broker is away, and is not forgotten when it is back")
    void aCancelNeedsNoBroker() {
        String running = client.submit("probe", Map.of("runFor", "PT5M"));
        client.awaitStatus(running, "RUNNING");
        line.cut();
        String waiting = backlog(1).getFirst();
        String canceledBefore = backlog(1).getFirst();
        assertThat(client.cancel(canceledBefore).status()).isEqualTo(202);

        rabbit.kill();
        assertThat(client.cancel(running).status()).isEqualTo(202);
        assertThat(client.cancel(waiting).status()).isEqualTo(202);
        assertThat(client.awaitEnd(running, WITH_A_HEARTBEAT).get("status").asString())
                .isEqualTo("CANCELED");
        assertThat(List.of(gateway, echoing)).allSatisfy(process -> {
            assertThat(process.isReady()).as("ready without a broker").isTrue();
            assertThat(process.management("/actuator/health/liveness")).startsWith("200");
        });

        rabbit.restart();
        line.mend();
        assertAllRunOnce(client.submitAll(Collections.nCopies(10, PROBE)));
        assertThat(List.of(waiting, canceledBefore)).allSatisfy(id -> {
            assertThat(client.status(id)).isEqualTo("CANCELED");
            assertThat(client.attempts(id)).as("never started").isEmpty();
        });
    }

    @Test
    @DisplayName("C7: a broker that lost its disk gets its topology back and every waiting task again")
    void aBrokerThatLostItsDiskCostsNothing() {
        line.cut();
        List<String> waiting = backlog(50);

        rabbit.wipe();
        List<String> acceptedMeanwhile = client.submitAll(Collections.nCopies(10, ECHO));
        rabbit.restart();
        rabbit.createVirtualHost(VIRTUAL_HOST);
        line.mend();

        assertAllRunOnce(waiting);
        assertAllRunOnce(acceptedMeanwhile);
    }

    /** Tasks whose messages wait in the queue of the worker that is cut off. */
    private List<String> backlog(int size) {
        int before = messages("probe");
        List<String> ids = client.submitAll(Collections.nCopies(size, PROBE));
        await("the messages to wait in their queue").atMost(SOON).until(() -> messages("probe") >= before + size);
        return ids;
    }

    private int messages(String agent) {
        for (JsonNode queue : client.get("/v1/queues").body().get("queues")) {
            if (queue.get("agent").asString().equals(agent)
                    && !queue.get("messages").isNull()) {
                return queue.get("messages").asInt();
            }
        }
        return 0;
    }

    private void assertAllRunOnce(List<String> ids) {
        assertThat(client.awaitEnds(ids, SOON)).isEqualTo(Map.of("COMPLETED", ids.size()));
        assertThat(ids).allSatisfy(id -> {
            JsonNode task = client.task(id);
            assertThat(task.get("attempt").asInt()).as(task.toString()).isEqualTo(1);
            assertThat(task.get("failures").asInt()).as(task.toString()).isZero();
        });
    }

    private interface Deed {
        void on(Channel channel) throws Exception;
    }

    private void onTheBroker(Deed deed) {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(broker);
            try (var connection = factory.newConnection("crash-tests");
                    var channel = connection.createChannel()) {
                deed.on(channel);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
