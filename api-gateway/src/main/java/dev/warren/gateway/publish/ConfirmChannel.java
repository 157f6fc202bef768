package dev.warren.gateway.publish;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.MessageProperties;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.model.fault.Failpoint;
import dev.warren.model.message.ClaimCheck;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.topology.Topology;
import dev.warren.store.publish.PublishableTask;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A channel on which the broker confirms each message. Sending does not wait for the confirms: up to a bound, messages
 * follow each other. One thread sends, so messages of one queue arrive in the order in which they were sent.
 */
final class ConfirmChannel {

    private static final MessageCodec<ClaimCheck> CODEC = new MessageCodec<>(ClaimCheck.class);

    /** Longer ones RabbitMQ refuses, and closes the channel. */
    private static final Duration LONGEST_EXPIRATION = Duration.ofMillis(4_294_967_295L);

    /** By then the task has expired in the ledger too, whose clock decides. */
    private static final Duration EXPIRES_AFTER_TASK = Duration.ofSeconds(1);

    private static final Duration BETWEEN_COMPLAINTS = Duration.ofMinutes(1);
    private static final Logger log = LoggerFactory.getLogger(ConfirmChannel.class);

    private final Channel channel;
    private final int generation;
    private final Unconfirmed unconfirmed;
    private final ConfirmLog confirms;
    private final PublishMeters meters;
    private final Queue<Outgoing> undelivered = new ConcurrentLinkedQueue<>();
    private long complainAt = System.nanoTime();

    /** @param generation of the broker */
    ConfirmChannel(Channel channel, int generation, Unconfirmed unconfirmed, ConfirmLog confirms, PublishMeters meters)
            throws IOException {
        this.channel = channel;
        this.generation = generation;
        this.unconfirmed = unconfirmed;
        this.confirms = confirms;
        this.meters = meters;
        channel.addReturnListener(
                returned -> markReturned(returned.getProperties().getMessageId()));
        channel.addConfirmListener(this::confirm, this::refuse);
        channel.confirmSelect();
    }

    /** Waits for room for one more message; answers false where there was none for {@code time}. */
    boolean awaitRoom(Duration time) throws InterruptedException {
        return unconfirmed.awaitRoom(time);
    }

    void freeRoom() {
        unconfirmed.freeRoom();
    }

    /** Sends a message, for which {@link #awaitRoom} found room. */
    void send(Outgoing message) throws IOException {
        Failpoint.PUBLISH_NEXT.hit();
        unconfirmed.add(channel.getNextPublishSeqNo(), message);
        PublishableTask task = message.task();
        channel.basicPublish(
                Topology.TASKS_EXCHANGE,
                Topology.agentQueue(task.agent(), task.lane()),
                true,
                properties(task),
                CODEC.write(claimCheck(task)));
        meters.published();
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Why it is not open any more. */
    String closeReason() {
        ShutdownSignalException reason = channel.getCloseReason();
        return reason == null ? "closed" : String.valueOf(reason.getMessage());
    }

    /** Whether the broker owes a confirm for longer than {@code time}. */
    boolean isOverdue(Duration time) {
        return unconfirmed.isOverdue(time);
    }

    /** Whether the broker owes no confirm. */
    boolean isSettled() {
        return unconfirmed.isEmpty();
    }

    boolean hasUndelivered() {
        return !undelivered.isEmpty();
    }

    /** Takes the messages that found no queue. */
    List<Outgoing> takeUndelivered() {
        var taken = new ArrayList<Outgoing>();
        for (Outgoing next = undelivered.poll(); next != null; next = undelivered.poll()) {
            taken.add(next);
        }
        return taken;
    }

    /** Takes the messages whose fate is unknown, once the channel is closed; counts them. */
    List<Outgoing> abandon() {
        List<Outgoing> lost = unconfirmed.abandon();
        meters.unconfirmed(lost.size());
        return lost;
    }

    private void confirm(long sequence, boolean multiple) {
        if (Failpoint.PUBLISH_CONFIRMED.loses()) {
            return;
        }
        int arrived = 0;
        for (Outgoing message : unconfirmed.settle(sequence, multiple)) {
            if (unconfirmed.takeReturned(message)) {
                undelivered.add(message);
            } else {
                arrived++;
                meters.traceConfirmed(message);
                confirms.add(message, generation);
            }
        }
        meters.confirmed(arrived);
    }

    private void refuse(long sequence, boolean multiple) {
        List<Outgoing> refused = unconfirmed.settle(sequence, multiple);
        meters.unconfirmed(refused.size());
        if (!refused.isEmpty() && System.nanoTime() - complainAt >= 0) {
            complainAt = System.nanoTime() + BETWEEN_COMPLAINTS.toNanos();
            PublishableTask first = refused.getFirst().task();
            log.warn(
                    "The broker refused a message for queue {}, which may be full; refused messages are published"
                            + " again, ever more slowly",
                    Topology.agentQueue(first.agent(), first.lane()));
        }
    }

    private void markReturned(String messageId) {
        meters.returned();
        unconfirmed.markReturned(UUID.fromString(messageId));
    }

    private static AMQP.BasicProperties properties(PublishableTask task) {
        return MessageProperties.MINIMAL_PERSISTENT_BASIC
                .builder()
                .priority(task.priority())
                .messageId(task.id().toString())
                .type(ClaimCheck.TYPE)
                .contentType(MessageCodec.CONTENT_TYPE)
                .timestamp(new Date())
                .appId("warren-gateway")
                .expiration(expiration(task))
                .build();
    }

    /** When the broker may drop the message, in milliseconds from now. What it cannot measure is left to the sweeper. */
    private static @Nullable String expiration(PublishableTask task) {
        if (task.ttlLeft() == null) {
            return null;
        }
        Duration expiration = task.ttlLeft().plus(EXPIRES_AFTER_TASK);
        return expiration.compareTo(LONGEST_EXPIRATION) > 0 ? null : Long.toString(expiration.toMillis());
    }

    private static ClaimCheck claimCheck(PublishableTask task) {
        return new ClaimCheck(
                task.id(),
                task.run(),
                task.fence(),
                task.agent(),
                task.tenant(),
                task.priority(),
                task.expiresAt(),
                task.traceparent());
    }
}
