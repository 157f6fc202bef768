package dev.warren.gateway.publish;

import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublicationLog.Publication;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Writes the broker's confirms into the ledger, late and many at once. By then most of the tasks have been claimed, and
 * nothing is written for those: the fast path costs no second write.
 */
@Component
@EnableConfigurationProperties(PublishProperties.class)
public final class ConfirmLog {

    /** What the ledger cannot take while it is away; what comes on top is published once more, which harms nothing. */
    private static final int MOST_WAITING = 200_000;

    private static final int BATCH = 1_000;

    /** @param recordAt from when on it is worth writing; at once where the ledger is about to give the task away */
    private record Confirmed(Publication publication, long recordAt) {}

    private final PublicationLog ledger;
    private final long recordAfterNanos;
    private final Deque<Confirmed> waiting = new ConcurrentLinkedDeque<>();
    private final AtomicInteger size = new AtomicInteger();

    ConfirmLog(PublicationLog ledger, PublishProperties properties) {
        this.ledger = ledger;
        this.recordAfterNanos = properties.recordAfter().toNanos();
    }

    /**
     * Notes that the broker has a message. Quick: the client's reading thread calls it.
     *
     * @param generation of the broker the message was sent to, which the ledger compares with the present one
     */
    void add(Outgoing message, int generation) {
        if (size.incrementAndGet() > MOST_WAITING) {
            size.decrementAndGet();
            return;
        }
        long now = System.nanoTime();
        long recordAt = now + Math.min(recordAfterNanos, message.leaveAt() - now);
        waiting.add(new Confirmed(
                new Publication(message.task().id(), message.task().fence(), generation), recordAt));
    }

    /**
     * Forgets what was not written yet: the broker that confirmed it is gone, and maybe all it had. Those tasks come up
     * for publication again.
     */
    void forget() {
        while (waiting.poll() != null) {
            size.decrementAndGet();
        }
    }

    /**
     * Writes what was confirmed long enough ago.
     *
     * @throws org.springframework.dao.DataAccessException the ledger is away; what it did not take is kept
     */
    public void record() {
        record(System.nanoTime());
    }

    /** Writes all of it now: this gateway stops. */
    void recordAll() {
        record(System.nanoTime() + recordAfterNanos);
    }

    private synchronized void record(long until) {
        for (List<Confirmed> batch = take(until); !batch.isEmpty(); batch = take(until)) {
            try {
                ledger.confirm(batch.stream().map(Confirmed::publication).toList());
            } catch (RuntimeException e) {
                batch.reversed().forEach(waiting::addFirst);
                size.addAndGet(batch.size());
                throw e;
            }
        }
    }

    private List<Confirmed> take(long until) {
        var batch = new ArrayList<Confirmed>();
        while (batch.size() < BATCH) {
            Confirmed next = waiting.peek();
            if (next == null || next.recordAt() - until > 0) {
                break;
            }
            if (waiting.remove(next)) {
                batch.add(next);
            }
        }
        size.addAndGet(-batch.size());
        return batch;
    }
}
