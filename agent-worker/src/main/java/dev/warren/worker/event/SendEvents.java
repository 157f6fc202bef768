package dev.warren.worker.event;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.topology.Topology;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;

/**
 * Sends events to whoever listens, in the order in which they come. Nobody relies on them, so they never slow the worker
 * down: what the broker does not take quickly is dropped.
 */
public final class SendEvents implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SendEvents.class);
    private static final int MOST_WAITING = 1000;
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private record Event(String routingKey, String type, byte[] body) {}

    private final AmqpTemplate broker;
    private final BlockingQueue<Event> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final AtomicLong bytes = new AtomicLong();
    private final Thread sender;

    public SendEvents(AmqpTemplate broker) {
        this.broker = broker;
        this.sender = Thread.ofVirtual().name("warren-events").start(this::sendUntilClosed);
    }

    /** Sends an event, or drops it; never blocks. */
    public void send(String routingKey, String type, byte[] body) {
        if (bytes.addAndGet(body.length) > MOST_BYTES || !waiting.offer(new Event(routingKey, type, body))) {
            bytes.addAndGet(-body.length);
            log.debug("Drops an event, {} wait for the broker", waiting.size());
        }
    }

    private void sendUntilClosed() {
        try {
            while (true) {
                Event event = waiting.take();
                bytes.addAndGet(-event.body().length);
                send(event);
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void send(Event event) {
        try {
            broker.send(Topology.EVENTS_EXCHANGE, event.routingKey(), message(event));
        } catch (AmqpException e) {
            // Old news when the broker is back: whoever waits has asked the ledger by then.
            log.debug("Drops {} events, the broker does not take them", waiting.size() + 1, e);
            for (Event old = waiting.poll(); old != null; old = waiting.poll()) {
                bytes.addAndGet(-old.body().length);
            }
        }
    }

    private static Message message(Event event) {
        return MessageBuilder.withBody(event.body())
                .setType(event.type())
                .setContentType(MessageCodec.CONTENT_TYPE)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .build();
    }

    @Override
    public void close() {
        sender.interrupt();
    }
}
