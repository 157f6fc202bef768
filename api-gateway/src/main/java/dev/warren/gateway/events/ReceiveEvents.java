package dev.warren.gateway.events;

import dev.warren.gateway.broker.BrokerConnections;
import dev.warren.gateway.broker.BrokerReady;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksDue;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.message.UnreadableMessage;
import dev.warren.model.topology.Topology;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.util.backoff.ExponentialBackOff;

/**
 * Receives the events that say which tasks ended or are due, on a queue that lives as long as this gateway's connection,
 * and passes them on.
 */
final class ReceiveEvents implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ReceiveEvents.class);
    private static final MessageCodec<TasksEnded> ENDED = new MessageCodec<>(TasksEnded.class);
    private static final MessageCodec<TasksDue> DUE = new MessageCodec<>(TasksDue.class);

    /** Events are worth nothing once their callers have given up, so a slow gateway loses the oldest. */
    private static final int MOST_WAITING = 100_000;

    private final Consumer<TasksEnded> ended;
    private final Consumer<TasksDue> due;
    private final RabbitAdmin admin;
    private final SimpleMessageListenerContainer container;
    private final Queue queue = new Queue(
            "warren.events.gateway." + UUID.randomUUID(), false, true, true, Map.of("x-max-length", MOST_WAITING));

    ReceiveEvents(BrokerConnections connections, Consumer<TasksEnded> ended, Consumer<TasksDue> due) {
        this.ended = ended;
        this.due = due;
        this.admin = new RabbitAdmin(connections.consuming());
        this.container = new SimpleMessageListenerContainer(connections.consuming());
        container.setQueueNames(queue.getName());
        container.setMessageListener(this::receive);
        container.setPrefetchCount(100);
        container.setDefaultRequeueRejected(false);
        container.setMissingQueuesFatal(false);
        container.setRecoveryBackOff(backOff());
        var threads = new SimpleAsyncTaskExecutor("warren-events-");
        threads.setDaemon(true);
        container.setTaskExecutor(threads);
        connections.consuming().addConnectionListener(connection -> declare());
    }

    /** Starts to listen when the broker is there for the first time; the container itself finds it again later. */
    @EventListener
    void start(BrokerReady ready) {
        if (!container.isRunning()) {
            declare();
            container.start();
        }
    }

    @Override
    public void destroy() {
        container.destroy();
    }

    private void declare() {
        var exchange = new TopicExchange(Topology.EVENTS_EXCHANGE);
        admin.declareExchange(exchange);
        admin.declareQueue(queue);
        admin.declareBinding(BindingBuilder.bind(queue).to(exchange).with(Topology.EVENT_ENDED));
        admin.declareBinding(BindingBuilder.bind(queue).to(exchange).with(Topology.EVENT_DUE));
    }

    private void receive(Message message) {
        try {
            if (TasksDue.TYPE.equals(message.getMessageProperties().getType())) {
                due.accept(DUE.read(message.getBody()));
            } else {
                ended.accept(ENDED.read(message.getBody()));
            }
        } catch (UnreadableMessage e) {
            log.warn(
                    "Dropped an event of type {}: {}",
                    message.getMessageProperties().getType(),
                    e.getMessage());
        }
    }

    private static ExponentialBackOff backOff() {
        var backOff = new ExponentialBackOff(1_000, 2);
        backOff.setMaxInterval(15_000);
        backOff.setJitter(200);
        return backOff;
    }
}
