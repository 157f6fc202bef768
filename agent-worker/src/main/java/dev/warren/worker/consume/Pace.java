package dev.warren.worker.consume;

import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** When to try something again that failed: 1 s after the first failure, at most 15 s after later ones, with jitter. */
final class Pace {

    private static final RetryPolicy BACK_OFF = new RetryPolicy(Duration.ofSeconds(1), 2, Duration.ofSeconds(15), 0.2);

    private int failures;
    private long notBefore;

    /** It failed at {@code now}, by the monotonic clock; answers how long to wait. */
    Duration failed(long now) {
        Duration wait = BACK_OFF.delayAfter(++failures, ThreadLocalRandom.current());
        notBefore = now + wait.toNanos();
        return wait;
    }

    void succeeded() {
        failures = 0;
    }

    /** Whether it failed last time. */
    boolean isTroubled() {
        return failures > 0;
    }

    /** Whether it is too early for another try. */
    boolean holdsOff(long now) {
        return failures > 0 && now - notBefore < 0;
    }
}
