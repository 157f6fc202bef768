package dev.warren.gateway.request;

import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;

/**
 * What a submission or a declaration says of retries; what it does not say is absent. Each field by itself is within its
 * limits, and where both delays are said the cap is not the shorter one.
 *
 * @param nonRetryable takes the place of the agent's codes
 */
public record RetryOverride(
        @Nullable Duration firstDelay,
        @Nullable Double factor,
        @Nullable Duration maxDelay,
        @Nullable Double jitter,
        @Nullable SortedSet<String> nonRetryable) {

    static final int MOST_FACTOR = 100;

    /** Whether it says nothing. */
    public boolean isEmpty() {
        return firstDelay == null && factor == null && maxDelay == null && jitter == null && nonRetryable == null;
    }

    /** The policy of the task: what is not said here is the agent's, within the delay that is said. */
    public RetryPolicy over(RetryPolicy agents) {
        Duration first = firstDelay == null ? agents.firstDelay() : firstDelay;
        Duration most = maxDelay == null ? agents.maxDelay() : maxDelay;
        if (first.compareTo(most) > 0) {
            if (firstDelay == null) {
                first = most;
            } else {
                most = first;
            }
        }
        return new RetryPolicy(
                first,
                factor == null ? agents.factor() : factor,
                most,
                jitter == null ? agents.jitter() : jitter,
                nonRetryable == null ? agents.nonRetryable() : nonRetryable);
    }
}
