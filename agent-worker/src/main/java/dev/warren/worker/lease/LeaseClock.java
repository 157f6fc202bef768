package dev.warren.worker.lease;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Tells by this process's own monotonic clock whether the lease still holds. The ledger calls an incarnation dead when its
 * last beat is older than {@link #LEASE}; counted from when that beat was sent, and less {@link #MARGIN}, this clock always
 * says so earlier, even after the process was stopped for a while or the ledger was out of reach.
 */
public final class LeaseClock {

    /** How long the ledger trusts a beat. */
    public static final Duration LEASE = Duration.ofSeconds(15);

    /** How much earlier the worker stops trusting it: time to stop what runs. */
    public static final Duration MARGIN = Duration.ofSeconds(3);

    private static final long VALID_NANOS = LEASE.minus(MARGIN).toNanos();

    private final LongSupplier nanoTime;
    private volatile long lastAccepted;

    /** A clock whose first beat, the registration, was sent at {@code sentNanos}. */
    public LeaseClock(LongSupplier nanoTime, long sentNanos) {
        this.nanoTime = nanoTime;
        this.lastAccepted = sentNanos;
    }

    /** The ledger accepted the beat that was sent at {@code sentNanos}. */
    public void renewed(long sentNanos) {
        lastAccepted = sentNanos;
    }

    /** Whether tasks may be started, and go on. */
    public boolean isValid() {
        return remaining().isPositive();
    }

    /** Until the lease must be taken for lost; 0 or negative once it is. */
    public Duration remaining() {
        return Duration.ofNanos(VALID_NANOS - (nanoTime.getAsLong() - lastAccepted));
    }

    /** Since the last beat that the ledger accepted was sent. */
    public Duration sinceLastBeat() {
        return Duration.ofNanos(nanoTime.getAsLong() - lastAccepted);
    }
}
