package dev.warren.gateway.workers;

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
import dev.warren.store.worker.WorkerLife;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DrainWorkerIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void drainsAWorkerAndShowsIt() {
        UUID worker = gateway.worker("tired");

        Answer answer = drain(worker.toString());

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("id").asString()).isEqualTo(worker.toString());
        assertThat(answer.body().get("state").asString()).isEqualTo("DRAINING");
        assertThat(drain(worker.toString()).status()).isEqualTo(202);
    }

    @Test
    void tellsTheWorker() throws Exception {
        await().until(gateway.get(BrokerState.class)::isConnected);
        UUID worker = gateway.worker("listening");
        try (TestBroker broker = new TestBroker(gateway.setting("warren.broker.uri"))) {
            String queue = broker.channel().queueDeclare().getQueue();
            broker.channel().queueBind(queue, Topology.CONTROL_EXCHANGE, Topology.CONTROL_ALL);

            drain(worker.toString());

            GetResponse order = await().until(() -> broker.take(queue), message -> message != null);
            assertThat(new MessageCodec<>(ControlMessage.class).read(order.getBody()))
                    .isEqualTo(new ControlMessage.Drain(worker));
        }
    }

    @Test
    void refusesToDrainAWorkerThatHasEnded() {
        UUID worker = gateway.worker("gone");
        new WorkerLife(gateway.ledger(), worker).stop();

        Answer answer = drain(worker.toString());

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("worker-ended");
        assertThat(answer.text()).contains("STOPPED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"019b0000-0000-7000-8000-000000000000", "x"})
    void knowsNoWorkerOfAnotherId(String id) {
        assertThat(drain(id).status()).isEqualTo(404);
        assertThat(drain(id).problem()).isEqualTo("worker-not-found");
    }

    private Answer drain(String worker) {
        return gateway.send(gateway.request("/v1/workers/" + worker + ":drain").POST(BodyPublishers.noBody()));
    }
}
