package dev.warren.gateway.publish;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.PublishingConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishing on one connection, from its first message until it is lost or no longer wanted. */
final class PublishSession implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PublishSession.class);
    private static final Duration TICK = Duration.ofMillis(250);
    private static final Duration BETWEEN_RETURNS = Duration.ofSeconds(1);
    private static final Duration LONGEST_BETWEEN_DECLARATIONS = Duration.ofSeconds(30);
    private static final Duration QUIET = Duration.ofMinutes(1);
    private static final int CLOSE_TIMEOUT_MILLIS = 3_000;
    private static final int MOST_TOGETHER = 100;

    private final PublishingConnection broker;
    private final ConfirmChannel channel;
    private final ProvideQueues queues;
    private final BrokerState state;
    private final Duration confirmTimeout;
    private final Set<AgentQueue> declared = new HashSet<>();
    private long patientSince = System.nanoTime();
    private long returnsSeenAt = System.nanoTime() - QUIET.toNanos();
    private long declaredAt = returnsSeenAt;
    private Duration betweenDeclarations = BETWEEN_RETURNS;

    PublishSession(
            PublishingConnection broker,
            ConfirmChannel channel,
            ProvideQueues queues,
            BrokerState state,
            Duration confirmTimeout) {
        this.broker = broker;
        this.channel = channel;
        this.queues = queues;
        this.state = state;
        this.confirmTimeout = confirmTimeout;
    }

    /**
     * Sends what waits, as long as {@code wanted}.
     *
     * @throws IOException the connection was lost, or the broker closed the channel
     * @throws TimeoutException the broker does not answer
     */
    void publish(Waiting waiting, BooleanSupplier wanted) throws IOException, TimeoutException, InterruptedException {
        while (wanted.getAsBoolean()) {
            requireAlive();
            if (channel.hasUndelivered() && since(returnsSeenAt).compareTo(BETWEEN_RETURNS) >= 0) {
                lookAtReturned(waiting);
            }
            if (state.isBlocked()) {
                patientSince = System.nanoTime();
                Thread.sleep(TICK);
            } else if (channel.awaitRoom(TICK)) {
                sendSome(waiting);
            }
        }
    }

    /** Whether nothing is on its way to the broker or back from it. */
    boolean isSettled() {
        return channel.isSettled() && !channel.hasUndelivered();
    }

    /** Takes the messages whose fate is unknown; called after {@link #close}. */
    List<Outgoing> abandon() {
        return channel.abandon();
    }

    @Override
    public void close() {
        broker.connection().abort(CLOSE_TIMEOUT_MILLIS);
    }

    /** Waits for a message, and sends those that wait behind it along, in one write. There is room for the first one. */
    private void sendSome(Waiting waiting) throws IOException, TimeoutException, InterruptedException {
        Outgoing next = waiting.next(TICK);
        if (next == null) {
            channel.freeRoom();
            return;
        }
        broker.gather().begin();
        try {
            send(next);
            for (int sent = 1; sent < MOST_TOGETHER && channel.awaitRoom(Duration.ZERO); sent++) {
                next = waiting.next(Duration.ZERO);
                if (next == null) {
                    channel.freeRoom();
                    return;
                }
                send(next);
            }
        } finally {
            broker.gather().end();
        }
    }

    private void send(Outgoing message) throws IOException, TimeoutException {
        declareBeforeUse(new AgentQueue(message.task().agent(), message.task().lane()));
        channel.send(message);
    }

    /**
     * A new agent may have tasks before the sweep has found its queue to be declared. Sent too early they would come
     * back, and follow the later ones. Should this fail, the session ends and the sweeper publishes the task.
     */
    private void declareBeforeUse(AgentQueue queue) throws IOException, TimeoutException {
        if (!declared.contains(queue)) {
            queues.declareBeforeUse(queue);
            declared.add(queue);
        }
    }

    private void requireAlive() throws IOException, TimeoutException {
        if (!channel.isOpen()) {
            throw new IOException("connection lost: " + channel.closeReason());
        }
        if (since(patientSince).compareTo(confirmTimeout) > 0 && channel.isOverdue(confirmTimeout)) {
            throw new TimeoutException(
                    "the broker has not confirmed a message for " + confirmTimeout.toSeconds() + " s");
        }
    }

    /**
     * Messages found no queue: somebody deleted it, or the broker refuses it. The topology is declared at once and then
     * ever more rarely while that does not help; what came back is sent again after it, or else by the sweeper.
     */
    private void lookAtReturned(Waiting waiting) throws IOException, TimeoutException {
        List<Outgoing> returned = channel.takeUndelivered();
        queues.noteReturned(returned, broker.generation());
        if (since(returnsSeenAt).compareTo(QUIET) >= 0) {
            betweenDeclarations = BETWEEN_RETURNS;
        }
        returnsSeenAt = System.nanoTime();
        if (since(declaredAt).compareTo(betweenDeclarations) >= 0) {
            queues.declareAgain(returned);
            waiting.putBack(returned);
            declaredAt = System.nanoTime();
            Duration doubled = betweenDeclarations.multipliedBy(2);
            betweenDeclarations =
                    doubled.compareTo(LONGEST_BETWEEN_DECLARATIONS) < 0 ? doubled : LONGEST_BETWEEN_DECLARATIONS;
        }
    }

    private static Duration since(long nanoTime) {
        return Duration.ofNanos(System.nanoTime() - nanoTime);
    }
}
