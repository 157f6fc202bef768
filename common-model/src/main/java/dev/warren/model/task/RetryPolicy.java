package dev.warren.model.task;

import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * Which failures are worth another attempt, and how long a task waits before it: exponential back-off with jitter. How
 * many attempts there are is not the policy's but the task's {@code maxAttempts}.
 *
 * @param firstDelay wait after the first failure
 * @param factor what each further failure multiplies the wait by, at least 1
 * @param maxDelay cap of the wait, before jitter
 * @param jitter share of the wait, 0 to 1, by which it is randomly lengthened or shortened
 * @param nonRetryable error codes after which the task has failed for good, whatever attempts are left; at most
 *     {@value #MOST_CODES}, each of 1 to {@value #LONGEST_CODE} characters
 */
public record RetryPolicy(
        Duration firstDelay, double factor, Duration maxDelay, double jitter, Set<String> nonRetryable) {

    public static final int MOST_CODES = 32;
    public static final int LONGEST_CODE = 100;

    /** 1 s × 2, cap 5 min, jitter ±20 %; every code is retryable. */
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
        if (nonRetryable.size() > MOST_CODES) {
            throw new IllegalArgumentException(
                    "nonRetryable must hold at most " + MOST_CODES + " codes, got " + nonRetryable.size());
        }
        for (String code : nonRetryable) {
            if (code.isBlank() || code.length() > LONGEST_CODE) {
                throw new IllegalArgumentException(
                        "nonRetryable must hold codes of 1 to " + LONGEST_CODE + " characters, got '" + code + "'");
            }
        }
        nonRetryable = Collections.unmodifiableSet(new TreeSet<>(nonRetryable));
    }

    /** A policy by which every code is retryable. */
    public RetryPolicy(Duration firstDelay, double factor, Duration maxDelay, double jitter) {
        this(firstDelay, factor, maxDelay, jitter, Set.of());
    }

    /** This policy, with {@code codes} and no others not worth another attempt. */
    public RetryPolicy withNonRetryable(Collection<String> codes) {
        return new RetryPolicy(firstDelay, factor, maxDelay, jitter, Set.copyOf(codes));
    }

    /**
     * Reads what {@link #toJson()} writes. A field that is missing is {@link #DEFAULT}'s, an unknown one is passed over.
     *
     * @throws IllegalArgumentException where {@code json} is no policy
     */
    public static RetryPolicy ofJson(String json) {
        return RetryJson.read(json);
    }

    /**
     * This policy, with each field that {@code json} names in place of its own: what a task asks for, over what its agent
     * does. Where a named {@code firstDelay} or {@code maxDelay} contradicts the other one here, it holds for both.
     *
     * @param json as {@link #toJson()} writes it, every field optional
     * @throws IllegalArgumentException where {@code json} is no policy
     */
    public RetryPolicy overriddenBy(String json) {
        return RetryJson.read(json, this);
    }

    /**
     * As the ledger and the API show it:
     * {@code {"firstDelay":"PT1S","factor":2.0,"maxDelay":"PT5M","jitter":0.2,"nonRetryable":["CODE"]}}.
     */
    public String toJson() {
        return RetryJson.write(this);
    }

    /** Whether a failure with {@code code} is worth another attempt. */
    public boolean retries(String code) {
        return !nonRetryable.contains(code);
    }

    /** The wait after failure number {@code failures} (1 is the first), jittered by {@code random}. */
    public Duration delayAfter(int failures, RandomGenerator random) {
        double exponential = firstDelay.toMillis() * Math.pow(factor, Math.max(0, failures - 1));
        double capped = Math.min(exponential, maxDelay.toMillis());
        double spread = 1 + jitter * (2 * random.nextDouble() - 1);
        return Duration.ofMillis(Math.round(capped * spread));
    }
}
