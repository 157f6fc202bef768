package dev.warren.bench.scenario;

import java.time.Duration;

/**
 * How much is done.
 *
 * @param seconds of load in one round, 1 or more
 * @param scale share of the numbers of tasks that a scenario names, above 0
 */
public record Effort(int seconds, double scale) {

    public Duration time() {
        return Duration.ofSeconds(seconds);
    }

    /** Between two loads: what the platform does late, such as noting confirms, is over by then. */
    Duration quiet() {
        return isTrial() ? Duration.ofMillis(100) : Duration.ofSeconds(3);
    }

    /** So short that the run only shows whether everything works. */
    boolean isTrial() {
        return seconds < 10;
    }

    /** A part of the time; never less than a second. */
    Duration time(double share) {
        return Duration.ofMillis(Math.max(1000, (long) (1000 * seconds * share)));
    }

    /** A scaled number; never less than {@code least}. */
    long scaled(long number, long least) {
        return Math.max(least, Math.round(number * scale));
    }
}
