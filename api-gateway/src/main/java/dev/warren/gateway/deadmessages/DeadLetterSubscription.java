package dev.warren.gateway.deadmessages;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import dev.warren.model.message.ClaimCheck;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.UnreadableMessage;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A consumer of the queue of dead letters, from its start until its channel is lost or it is closed. */
final class DeadLetterSubscription implements AutoCloseable {

    /** Most messages that are unacknowledged, and most of one group. */
    static final int PREFETCH = 200;

    private static final int KEPT_OF_A_BODY = 1_024;
    private static final long ALL_DELIVERIES = 0;
    private static final Duration FIRST_WITHIN = Duration.ofMillis(500);
    private static final Duration OTHERS_WITHIN = Duration.ofMillis(10);
    private static final Logger log = LoggerFactory.getLogger(DeadLetterSubscription.class);

    private final MessageCodec<ClaimCheck> codec = new MessageCodec<>(ClaimCheck.class);
    private final Channel channel;
    private final BlockingQueue<DeadDelivery> deliveries = new LinkedBlockingQueue<>();
    private final String consumerTag;
    private volatile boolean canceled;

    /** @throws IOException there is no such queue, or the connection was lost */
    DeadLetterSubscription(Channel channel) throws IOException {
        this.channel = channel;
        channel.basicQos(PREFETCH);
        this.consumerTag = channel.basicConsume(Topology.DEAD_LETTERS, false, new Receive());
    }

    boolean isOpen() {
        return channel.isOpen() && !canceled;
    }

    /** Waits a moment for messages; answers what has arrived together, in its order. */
    List<DeadDelivery> nextGroup() throws InterruptedException {
        var group = new ArrayList<DeadDelivery>();
        DeadDelivery next = deliveries.poll(FIRST_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
        while (next != null) {
            group.add(next);
            if (group.size() >= PREFETCH) {
                break;
            }
            next = deliveries.poll(OTHERS_WITHIN.toNanos(), TimeUnit.NANOSECONDS);
        }
        return group;
    }

    /** The ledger has these. */
    void acknowledge(List<DeadDelivery> group) throws IOException {
        channel.basicAck(group.getLast().tag(), true);
    }

    /**
     * Gives back what is not acknowledged. With "nack", which RabbitMQ 4.3 does not count as a failed delivery: closing
     * the channel alone would be counted, and a message given up after twenty times.
     */
    @Override
    public void close() {
        try {
            if (channel.isOpen()) {
                channel.basicCancel(consumerTag);
                channel.basicNack(ALL_DELIVERIES, true, true);
                channel.close();
            }
        } catch (IOException | TimeoutException | AlreadyClosedException e) {
            log.debug("The channel of the dead letters was lost while it was closed", e);
        }
    }

    private final class Receive extends DefaultConsumer {

        Receive() {
            super(channel);
        }

        /** Reads the message here, so that large bodies are not kept while they wait. */
        @Override
        public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
            Death death = death(envelope, properties);
            long delivery = envelope.getDeliveryTag();
            try {
                deliveries.add(new DeadDelivery.OfTask(delivery, death, codec.read(body)));
            } catch (UnreadableMessage e) {
                byte[] beginning = Arrays.copyOf(body, Math.min(body.length, KEPT_OF_A_BODY));
                deliveries.add(
                        new DeadDelivery.Unreadable(delivery, death, beginning, body.length, envelope.isRedeliver()));
            }
        }

        /** Whatever the headers hold, the message is taken: one that is not would stay here for ever. */
        private static Death death(Envelope envelope, AMQP.BasicProperties properties) {
            try {
                return ReadDeath.of(properties.getHeaders(), envelope.getRoutingKey());
            } catch (RuntimeException e) {
                log.warn("The headers of a dead letter cannot be read", e);
                return new Death(Death.UNKNOWN, Topology.DEAD_LETTERS, "{}", "{}");
            }
        }

        /** The queue was deleted. */
        @Override
        public void handleCancel(String tag) {
            canceled = true;
        }
    }
}
