package dev.warren.gateway.broker;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;
import org.springframework.amqp.core.MessageProperties;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Sends messages that may be lost, as orders and events may: they only make faster what the ledger brings about anyway.
 * Never blocks or fails its caller. While the broker is away, blocked or too slow they are dropped.
 */
@Component
public final class SendSignals implements SmartLifecycle {

    private static final int MOST_WAITING = 10_000;
    private static final Logger log = LoggerFactory.getLogger(SendSignals.class);

    private record Signal(String exchange, String routingKey, Message message) {}

    private final RabbitTemplate broker;
    private final BrokerState state;
    private final BlockingQueue<Signal> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private @Nullable Thread thread;

    SendSignals(BrokerConnections connections, BrokerState state) {
        this.broker = connections.signaling();
        this.state = state;
    }

    /**
     * Sends {@code body} to whoever listens now.
     *
     * @param type AMQP {@code type} of the message
     */
    public void send(String exchange, String routingKey, String type, byte[] body) {
        if (!state.takesMessages()) {
            return;
        }
        var message = MessageBuilder.withBody(body)
                .setType(type)
                .setContentType(MessageProperties.CONTENT_TYPE_JSON)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .build();
        if (!waiting.offer(new Signal(exchange, routingKey, message))) {
            log.debug("Dropped a signal to {}: {} wait already", exchange, MOST_WAITING);
        }
    }

    private void run() {
        try {
            while (true) {
                Signal signal = waiting.take();
                try {
                    broker.send(signal.exchange(), signal.routingKey(), signal.message());
                } catch (AmqpException e) {
                    log.debug("Dropped a signal to {}", signal.exchange(), e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() ends the thread this way
        }
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("warren-signals").daemon().start(this::run);
    }

    @Override
    public void stop() {
        if (thread != null) {
            thread.interrupt();
            thread = null;
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    /** Stops after everything that sends. */
    @Override
    public int getPhase() {
        return 0;
    }
}
