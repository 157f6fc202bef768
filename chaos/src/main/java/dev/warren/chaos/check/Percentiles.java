package dev.warren.chaos.check;

import java.util.Collection;

/**
 * Spans in microseconds.
 *
 * @param count of spans
 */
public record Percentiles(long count, long p50, long p99, long max) {

    static Percentiles of(Collection<Long> spans) {
        long[] sorted = spans.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return new Percentiles(0, 0, 0, 0);
        }
        return new Percentiles(
                sorted.length, nearestRank(sorted, 0.50), nearestRank(sorted, 0.99), sorted[sorted.length - 1]);
    }

    private static long nearestRank(long[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    @Override
    public String toString() {
        return count == 0
                ? "none"
                : "%d, p50 %s, p99 %s, longest %s".formatted(count, Times.span(p50), Times.span(p99), Times.span(max));
    }
}
