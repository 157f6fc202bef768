package dev.warren.worker.finish;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.topology.Topology;
import dev.warren.store.finish.Finished;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.core.AmqpTemplate;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.MessageBuilder;
import org.springframework.amqp.core.MessageDeliveryMode;

/**
 * Tells waiting callers which tasks ended. Nobody relies on it, so it never slows the worker down: what the broker does
 * not take quickly is dropped.
 */
public final class TellEnded implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TellEnded.class);
    private static final int MOST_WAITING = 1000;

    private final AmqpTemplate broker;
    private final MessageCodec<TasksEnded> codec = new MessageCodec<>(TasksEnded.class);
    private final BlockingQueue<TasksEnded> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread sender;

    public TellEnded(AmqpTemplate broker) {
        this.broker = broker;
        this.sender = Thread.ofVirtual().name("warren-events").start(this::sendUntilClosed);
    }

    /** Tells which of {@code finished} have ended; never blocks. */
    public void tell(List<Finished> finished) {
        List<TasksEnded.Ended> ended = finished.stream()
                .filter(task -> task.status().isTerminal())
                .map(task -> new TasksEnded.Ended(task.task(), task.run(), task.status()))
                .toList();
        if (!ended.isEmpty() && !waiting.offer(new TasksEnded(ended))) {
            log.debug("Drops an event, {} wait for the broker", MOST_WAITING);
        }
    }

    private void sendUntilClosed() {
        try {
            while (true) {
                send(waiting.take());
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void send(TasksEnded event) {
        try {
            broker.send(Topology.EVENTS_EXCHANGE, Topology.EVENT_ENDED, message(event));
        } catch (AmqpException e) {
            // Old news when the broker is back: whoever waits has asked the ledger by then.
            log.debug("Drops {} events, the broker does not take them", waiting.size() + 1, e);
            waiting.clear();
        }
    }

    private Message message(TasksEnded event) {
        return MessageBuilder.withBody(codec.write(event))
                .setType(TasksEnded.TYPE)
                .setContentType(MessageCodec.CONTENT_TYPE)
                .setDeliveryMode(MessageDeliveryMode.NON_PERSISTENT)
                .build();
    }

    @Override
    public void close() {
        sender.interrupt();
    }
}
