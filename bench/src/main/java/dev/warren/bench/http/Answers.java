package dev.warren.bench.http;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.HdrHistogram.Histogram;

/** Counts what comes back. Safe for several threads. */
final class Answers {

    private static final long LONGEST = 10 * 60 * 1_000_000L;
    private static final int DIGITS = 3;

    private final AtomicLong acceptedSoFar;
    private final Histogram latency = new Histogram(1, LONGEST, DIGITS);
    private final long[] statuses = new long[600];
    private long accepted;
    private long reconnects;

    /** @param acceptedSoFar told of each task at once, for whoever shows the progress */
    Answers(AtomicLong acceptedSoFar) {
        this.acceptedSoFar = acceptedSoFar;
    }

    /** @param nanos from the request, or from the moment at which it was due, to the last byte of the answer */
    synchronized void count(int status, long tasks, long nanos) {
        statuses[Math.min(status, statuses.length - 1)]++;
        accepted += tasks;
        acceptedSoFar.lazySet(accepted);
        latency.recordValue(Math.clamp(nanos / 1000, 1, LONGEST));
    }

    synchronized void countReconnect() {
        reconnects++;
    }

    synchronized long accepted() {
        return accepted;
    }

    synchronized long reconnects() {
        return reconnects;
    }

    synchronized Histogram latency() {
        return latency.copy();
    }

    synchronized SortedMap<Integer, Long> byStatus() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        for (int status = 0; status < statuses.length; status++) {
            if (statuses[status] > 0) {
                counts.put(status, statuses[status]);
            }
        }
        return counts;
    }
}
