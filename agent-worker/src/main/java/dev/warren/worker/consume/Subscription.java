package dev.warren.worker.consume;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One consumer on one agent's queue, from its start to its end: the deliveries that wait for a slot, and how many claims
 * are under way. Once it is closing, nothing of it is claimed any more.
 */
final class Subscription {

    /** Why it closes. */
    enum Closing {
        /** Deliveries found no slot in time. */
        NO_ROOM,
        /** The ledger says that this worker may not have this agent's tasks now. */
        NOT_NOW,
        /** The ledger does not answer. */
        LEDGER_AWAY,
        /** It receives nothing although its queue holds messages. */
        SILENT,
        /** Nobody wants it any more, or another one with another prefetch. */
        UNWANTED
    }

    /**
     * Whose tasks its deliveries claim.
     *
     * @param version of the agent; null where the ledger knows it
     */
    record ClaimsFor(String agent, @Nullable String version) {}

    private final ClaimsFor claimsFor;
    private final String queue;
    private final String tag;
    private final int prefetch;
    private final long opened;
    private final Deque<Delivery> waiting = new ArrayDeque<>();
    private final Unacknowledged unacknowledged = new Unacknowledged();
    private final CountDownLatch canceled = new CountDownLatch(1);
    private final Silence silence;
    private volatile long heard;
    private int underWay;
    private @Nullable Closing closing;
    private volatile boolean gone;

    Subscription(ClaimsFor claimsFor, String queue, String tag, int prefetch, long opened) {
        this.claimsFor = claimsFor;
        this.queue = queue;
        this.tag = tag;
        this.prefetch = prefetch;
        this.opened = opened;
        this.heard = opened;
        this.silence = new Silence(opened);
    }

    String agent() {
        return claimsFor.agent();
    }

    ClaimsFor claimsFor() {
        return claimsFor;
    }

    String queue() {
        return queue;
    }

    String tag() {
        return tag;
    }

    int prefetch() {
        return prefetch;
    }

    /** When it began, by the monotonic clock. */
    long opened() {
        return opened;
    }

    /** A message arrived, whatever it is. */
    void heard(long now) {
        heard = now;
    }

    /** When the last message arrived, by the monotonic clock; {@link #opened} where none has. */
    long lastHeard() {
        return heard;
    }

    /** Whether something should have arrived but for {@link #heard}; nothing waits here and no claim is under way. */
    synchronized boolean isIdle() {
        return waiting.isEmpty() && underWay == 0;
    }

    /** What is known of its silence, for the thread that looks after the consumers. */
    Silence silence() {
        silence.heard(heard);
        return silence;
    }

    /** Adds a delivery that waits for a slot; false once this is closing. */
    synchronized boolean offer(Delivery delivery) {
        if (closing != null) {
            return false;
        }
        unacknowledged.add(delivery.tag());
        return waiting.offer(delivery);
    }

    /** The delivery that is next to be claimed, if any may be. */
    synchronized @Nullable Delivery next() {
        return closing == null ? waiting.peek() : null;
    }

    /** Takes the next delivery out, to claim it; it must be {@link #acknowledge}d or {@link #putBack} afterwards. */
    synchronized @Nullable Delivery take() {
        if (closing != null) {
            return null;
        }
        Delivery delivery = waiting.poll();
        if (delivery != null) {
            underWay++;
        }
        return delivery;
    }

    /** Acknowledges deliveries that were taken, one at least, with as few frames as that takes. */
    void acknowledge(List<Delivery> settled) {
        try {
            List<Long> tags = settled.stream().map(Delivery::tag).toList();
            unacknowledged.acknowledge(tags, settled.getFirst()::acknowledge);
        } finally {
            settled(settled.size());
        }
    }

    private synchronized void settled(int deliveries) {
        underWay -= deliveries;
        notifyAll();
    }

    /** A delivery that was taken must go back to the broker, and with it all that wait. */
    synchronized void putBack(Delivery delivery, Closing why) {
        underWay--;
        waiting.addFirst(delivery);
        close(why);
        notifyAll();
    }

    synchronized void close(Closing why) {
        if (closing == null) {
            closing = why;
        }
    }

    synchronized @Nullable Closing closing() {
        return closing;
    }

    /** Waits until no claim is under way; answers whether that came true within {@code longest}. */
    synchronized boolean awaitSettled(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (underWay > 0) {
            long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    /** Takes out what waits, in the order of its arrival. */
    synchronized List<Delivery> drain() {
        var all = new ArrayList<>(waiting);
        waiting.clear();
        return all;
    }

    /** The broker sends nothing more to this consumer. */
    void canceled() {
        canceled.countDown();
    }

    boolean awaitCanceled(Duration longest) throws InterruptedException {
        return canceled.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Its consumer is gone, with or without our doing. */
    void gone() {
        gone = true;
    }

    boolean isGone() {
        return gone;
    }
}
