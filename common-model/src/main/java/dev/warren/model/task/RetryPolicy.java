package dev.warren.model.task;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * How long a task waits before its next attempt: exponential back-off with jitter.
 *
 * @param firstDelay wait after the first failure
 * @param factor what each further failure multiplies the wait by, at least 1
 * @param maxDelay cap of the wait, before jitter
 * @param jitter share of the wait, 0 to 1, by which it is randomly lengthened or shortened
 */
public record RetryPolicy(Duration firstDelay, double factor, Duration maxDelay, double jitter) {

    /** 1 s × 2, cap 5 min, jitter ±20 %. */
    public static final RetryPolicy DEFAULT = new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofMinutes(5), 0.2);

    public RetryPolicy {
        if (firstDelay.isNegative() || maxDelay.compareTo(firstDelay) < 0) {
            throw new IllegalArgumentException(
                    "firstDelay must be 0 or longer and at most maxDelay, got " + firstDelay + " and " + maxDelay);
        }
        if (!(factor >= 1) || Double.isInfinite(factor)) {
            throw new IllegalArgumentException("factor must be 1 or more, got " + factor);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1, got " + jitter);
        }
    }

    /** The wait after failure number {@code failures} (1 is the first), jittered by {@code random}. */
    public Duration delayAfter(int failures, RandomGenerator random) {
        double exponential = firstDelay.toMillis() * Math.pow(factor, Math.max(0, failures - 1));
        double capped = Math.min(exponential, maxDelay.toMillis());
        double spread = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(capped * spread));
    }
}
