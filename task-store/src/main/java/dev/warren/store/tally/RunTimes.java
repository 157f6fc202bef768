package dev.warren.store.tally;

import java.time.Duration;
import java.util.Arrays;

/**
 * How often attempts took how long: weights of buckets, four to each doubling, from 64 µs to 19 h. A percentile is at most
 * a quarter off.
 */
public final class RunTimes {

    static final int BUCKETS = 120;

    private static final int BUCKETS_OF_AN_OCTAVE = 4;
    private static final int FIRST_OCTAVE = 6;
    private static final long LEAST_MICROS = 1L << FIRST_OCTAVE;
    private static final double MICROS_OF_A_SECOND = 1e6;

    private final double[] weights;

    RunTimes(double[] weights) {
        this.weights = Arrays.copyOf(weights, BUCKETS);
    }

    static int bucket(Duration time) {
        long micros = time.toNanos() / 1_000;
        if (micros < LEAST_MICROS) {
            return 0;
        }
        int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(micros);
        int quarter = (int) (micros >>> (octave - 2)) & (BUCKETS_OF_AN_OCTAVE - 1);
        return Math.min(BUCKETS - 1, (octave - FIRST_OCTAVE) * BUCKETS_OF_AN_OCTAVE + quarter);
    }

    private static double lowerSeconds(int bucket) {
        int octave = FIRST_OCTAVE + bucket / BUCKETS_OF_AN_OCTAVE;
        int quarter = bucket % BUCKETS_OF_AN_OCTAVE;
        return (BUCKETS_OF_AN_OCTAVE + quarter) * (double) (1L << (octave - 2)) / MICROS_OF_A_SECOND;
    }

    /** These and those. */
    RunTimes plus(RunTimes other) {
        double[] sum = new double[BUCKETS];
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            sum[bucket] = weights[bucket] + other.weights[bucket];
        }
        return new RunTimes(sum);
    }

    RunTimes times(double factor) {
        return new RunTimes(
                Arrays.stream(weights).map(weight -> weight * factor).toArray());
    }

    double[] weights() {
        return weights.clone();
    }

    public boolean isEmpty() {
        return total() <= 0;
    }

    private double total() {
        return Arrays.stream(weights).sum();
    }

    /**
     * The time in seconds that {@code share} of all did not exceed.
     *
     * @param share 0 to 1
     * @throws IllegalStateException where there are none
     */
    public double secondsOf(double share) {
        double wanted = total() * share;
        double before = 0;
        int last = -1;
        for (int bucket = 0; bucket < BUCKETS; bucket++) {
            if (weights[bucket] > 0) {
                last = bucket;
                if (before + weights[bucket] >= wanted) {
                    double lower = lowerSeconds(bucket);
                    return lower + (lowerSeconds(bucket + 1) - lower) * (wanted - before) / weights[bucket];
                }
                before += weights[bucket];
            }
        }
        if (last < 0) {
            throw new IllegalStateException("Nothing has run");
        }
        return lowerSeconds(last + 1);
    }
}
