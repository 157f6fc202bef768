package dev.warren.worker.control;

import com.rabbitmq.client.Channel;
import dev.warren.model.topology.Topology;
import dev.warren.worker.broker.ConsumerContainer;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Incarnation;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.core.NestedExceptionUtils;

/**
 * Listens to the orders for this incarnation on an exclusive queue of its own, which lives as long as its consumer. An
 * order that is missed is found in the ledger with a heartbeat, so while the broker is away orders are only slower.
 */
public final class HearOrders implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HearOrders.class);
    private static final long CHECK_SECONDS = 2;
    private static final int PREFETCH = 10;

    private final ConnectionFactory broker;
    private final CurrentIncarnation current;
    private final ConsumerContainer consumer;
    private final Thread thread =
            Thread.ofPlatform().name("warren-orders").daemon().unstarted(this::listenUntilClosed);
    private int subscriptions;
    private boolean failed;
    private volatile @Nullable String heard;

    /** @param carryOut what is ordered; see {@link CarryOutOrders} */
    public HearOrders(ConnectionFactory broker, CurrentIncarnation current, CarryOutOrders carryOut) {
        this.broker = broker;
        this.current = current;
        this.consumer = new ConsumerContainer(broker, "warren-orders", carryOut);
        this.consumer.onGone(tag -> heard = null);
    }

    public void start() {
        consumer.start();
        thread.start();
    }

    private void listenUntilClosed() {
        try {
            while (true) {
                listen();
                TimeUnit.SECONDS.sleep(CHECK_SECONDS);
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void listen() {
        Incarnation me = current.orNull();
        String queue = me == null ? null : Topology.controlQueue(me.id());
        String before = heard;
        if (queue == null || queue.equals(before)) {
            return;
        }
        try {
            if (before != null) {
                consumer.unsubscribe(before);
            }
            declare(queue);
            consumer.unsubscribe(queue); // what is left of one that was lost
            consumer.subscribe(queue, queue + "-" + ++subscriptions, PREFETCH);
            heard = queue;
            failed = false;
        } catch (AmqpException e) {
            if (!failed) {
                log.info("Cannot hear orders yet, cancels are found with a heartbeat instead: {}", reason(e));
            }
            log.debug("The broker's failure", e);
            failed = true;
        }
    }

    private void declare(String queue) {
        try (var connection = broker.createConnection()) {
            Channel channel = connection.createChannel(false);
            try {
                channel.queueDeclare(queue, false, true, true, Map.of());
                channel.queueBind(queue, Topology.CONTROL_EXCHANGE, Topology.CONTROL_ALL);
                channel.queueBind(queue, Topology.CONTROL_EXCHANGE, queue);
            } finally {
                RabbitUtils.closeChannel(channel);
            }
        } catch (IOException e) {
            throw new AmqpIOException(e);
        }
    }

    private static String reason(AmqpException e) {
        return String.valueOf(NestedExceptionUtils.getMostSpecificCause(e).getMessage());
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        if (thread.isAlive() && !thread.join(Duration.ofSeconds(1))) {
            log.debug("The broker does not answer");
        }
        consumer.destroy();
    }
}
