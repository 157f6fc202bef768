package dev.warren.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.GetResponse;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.model.message.ControlMessage;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.topology.Topology;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.claim.ClaimVerdict;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PauseAgentIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void stopsAnAgentAndStartsItAgain() {
        UUID worker = gateway.worker("resting-1", "resting", 10);
        UUID task = UUID.fromString(gateway.post("/v1/tasks", "{\"agent\":\"resting\"}")
                .body()
                .get("id")
                .asString());

        Answer paused = change("resting:pause");

        assertThat(paused.status()).isEqualTo(202);
        assertThat(paused.body().get("health").asString()).isEqualTo("paused");
        assertThat(claim(worker, task)).isInstanceOf(ClaimVerdict.NotMe.class);
        assertThat(withoutCount(change("resting:pause"))).isEqualTo(withoutCount(paused));
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"resting\"}").status())
                .as("a paused agent takes tasks that wait")
                .isEqualTo(202);

        Answer resumed = change("resting:resume");

        assertThat(resumed.status()).isEqualTo(202);
        assertThat(resumed.body().get("health").asString()).isEqualTo("active");
        assertThat(change("resting:resume").status()).isEqualTo(202);
        assertThat(claim(worker, task)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void isShownWithTheQueues() {
        gateway.register("quiet");
        change("quiet:pause");

        await().untilAsserted(() -> assertThat(gateway.get("/v1/queues?pageSize=100")
                        .body()
                        .get("queues")
                        .valueStream()
                        .filter(queue -> queue.get("agent").asString().equals("quiet"))
                        .map(queue -> queue.get("status").asString()))
                .containsExactly("paused"));
    }

    @Test
    void tellsTheWorkers() throws Exception {
        await().until(gateway.get(BrokerState.class)::isConnected);
        gateway.register("announced");
        try (TestBroker broker = new TestBroker(gateway.setting("warren.broker.uri"))) {
            String queue = broker.channel().queueDeclare().getQueue();
            broker.channel().queueBind(queue, Topology.CONTROL_EXCHANGE, Topology.CONTROL_ALL);

            change("announced:pause");

            GetResponse order = await().until(() -> broker.take(queue), message -> message != null);
            assertThat(new MessageCodec<>(ControlMessage.class).read(order.getBody()))
                    .isEqualTo(new ControlMessage.AgentsChanged());
        }
    }

    @Test
    void knowsNoOtherAgent() {
        for (String call : List.of("nobody:pause", "nobody:resume", "Not-A-Name:pause")) {
            Answer answer = change(call);
            assertThat(answer.status()).as(call).isEqualTo(404);
            assertThat(answer.problem()).isEqualTo("agent-not-found");
        }
    }

    /** The count of waiting tasks is up to a second old, and may be taken anew between two answers. */
    private static JsonNode withoutCount(Answer answer) {
        return ((ObjectNode) answer.body().deepCopy()).without("queuedTasks");
    }

    private ClaimVerdict claim(UUID worker, UUID task) {
        long current = gateway.ledger().queryForObject("select fence from task where id = ?", Long.class, task);
        return new ClaimTasks(gateway.ledger())
                .claim(worker, List.of(new ClaimRequest(task, current, "resting", "1")))
                .getFirst();
    }

    private Answer change(String call) {
        return gateway.send(gateway.request("/v1/agents/" + call).POST(BodyPublishers.noBody()));
    }
}
