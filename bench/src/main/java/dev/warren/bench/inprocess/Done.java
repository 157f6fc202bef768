package dev.warren.bench.inprocess;

import java.time.Instant;
import java.util.concurrent.atomic.LongAdder;

/** Counts the jobs of one load. Safe for several threads. */
final class Done {

    private final LongAdder ran = new LongAdder();
    private final LongAdder ended = new LongAdder();
    private volatile Instant lastEnd = Instant.EPOCH;

    /** Nothing may run meanwhile. */
    void forget() {
        ran.reset();
        ended.reset();
        lastEnd = Instant.EPOCH;
    }

    /** The code of a job has run. */
    void ran() {
        ran.increment();
    }

    /** The end of a job is in the database. */
    void ended() {
        ended.increment();
        // Two threads may write in the wrong order, and are then microseconds apart.
        lastEnd = Instant.now();
    }

    Counts counts() {
        return new Counts(ran.sum(), ended.sum(), lastEnd);
    }
}
