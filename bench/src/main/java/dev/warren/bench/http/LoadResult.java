package dev.warren.bench.http;

import java.time.Duration;
import java.time.Instant;
import java.util.SortedMap;
import org.HdrHistogram.Histogram;

/**
 * What a load was answered.
 *
 * @param accepted tasks
 * @param answers by status
 * @param reconnects connections that the server closed after an answer, and that were opened again
 * @param latency microseconds of each answer; of an open loop from the moment at which its request was due
 * @param began when the first request was sent
 * @param span from then to the last answer
 * @param closedLoopInterval microseconds between two requests of one connection, on average; 0 in an open loop
 */
public record LoadResult(
        long accepted,
        SortedMap<Integer, Long> answers,
        long reconnects,
        Histogram latency,
        Instant began,
        Duration span,
        long closedLoopInterval) {

    public long requests() {
        return answers.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Tasks a second. */
    public double acceptedRate() {
        return accepted / (span.toNanos() / 1e9);
    }

    /**
     * The latencies without coordinated omission. While a connection of a closed loop waits for a slow answer, it does not
     * send the requests that a caller would have sent meanwhile, one each interval; these are counted with the time they
     * would have waited.
     */
    public Histogram corrected() {
        return closedLoopInterval == 0 ? latency : latency.copyCorrectedForCoordinatedOmission(closedLoopInterval);
    }
}
