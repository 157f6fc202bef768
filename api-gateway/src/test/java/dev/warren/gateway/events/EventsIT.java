package dev.warren.gateway.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import dev.warren.gateway.broker.BrokerConnections;
import dev.warren.gateway.broker.BrokerReady;
import dev.warren.gateway.control.ControlSender;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.model.message.ControlMessage;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.test.TestServers;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EventsIT {

    private final String uri = TestServers.freshVirtualHost();
    private final TestLedger ledger = new TestLedger();
    private TestBroker broker;
    private TestGateway gateway;

    @BeforeEach
    void start() throws Exception {
        broker = new TestBroker(uri);
        gateway = TestGateway.start(ledger, uri);
        await().until(gateway.broker()::isConnected);
    }

    @AfterEach
    void stop() throws Exception {
        gateway.close();
        broker.close();
        ledger.close();
    }

    @Test
    void everyListeningGatewayHearsOfEachEndedTask() {
        Queue<TasksEnded.Ended> heard = new ConcurrentLinkedQueue<>();
        ReceiveEvents receive = listening(heard);
        List<TasksEnded.Ended> ended = IntStream.range(0, 2_500)
                .mapToObj(i -> new TasksEnded.Ended(UUID.randomUUID(), 1, TaskStatus.COMPLETED))
                .toList();

        gateway.get(EventSender.class).ended(ended);

        await().untilAsserted(() -> assertThat(heard).containsExactlyElementsOf(ended));
        receive.destroy();
    }

    @Test
    void anUnreadableEventStopsNothing() throws Exception {
        Queue<TasksEnded.Ended> heard = new ConcurrentLinkedQueue<>();
        ReceiveEvents receive = listening(heard);
        broker.channel()
                .basicPublish(
                        Topology.EVENTS_EXCHANGE,
                        Topology.EVENT_ENDED,
                        new AMQP.BasicProperties(),
                        "nonsense".getBytes());
        var ended = new TasksEnded.Ended(UUID.randomUUID(), 1, TaskStatus.FAILED);

        gateway.get(EventSender.class).ended(List.of(ended));

        await().untilAsserted(() -> assertThat(heard).containsExactly(ended));
        receive.destroy();
    }

    @Test
    void ordersReachTheQueuesOfAllWorkers() throws Exception {
        String queue = Topology.controlQueue(UUID.randomUUID());
        broker.channel().queueDeclare(queue, false, true, true, null);
        broker.channel().queueBind(queue, Topology.CONTROL_EXCHANGE, Topology.CONTROL_ALL);
        UUID task = UUID.randomUUID();

        gateway.get(ControlSender.class).cancel(task, 2, 7);

        GetResponse message = await().until(() -> broker.take(queue), got -> got != null);
        assertThat(new MessageCodec<>(ControlMessage.class).read(message.getBody()))
                .isEqualTo(new ControlMessage.Cancel(task, 2, 7));
        assertThat(message.getProps().getType()).isEqualTo(ControlMessage.TYPE);
        assertThat(message.getProps().getDeliveryMode()).as("transient").isEqualTo(1);
    }

    /** A second receiver beside the gateway's own. */
    private ReceiveEvents listening(Queue<TasksEnded.Ended> heard) {
        var receive = new ReceiveEvents(
                gateway.get(BrokerConnections.class), event -> heard.addAll(event.tasks()), due -> {});
        receive.start(new BrokerReady());
        return receive;
    }
}
