package dev.warren.local.cluster;

import java.time.Duration;

/** How long a process that died waits for its next start: a second, twice as long each time, at most half a minute. */
final class RestartBackOff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofSeconds(30);
    /** Who ran this long starts again from the first delay. */
    static final Duration GOOD_RUN = Duration.ofMinutes(1);

    private int deaths;

    /** The delay after a death at the age of {@code lived}. */
    Duration next(Duration lived) {
        deaths = lived.compareTo(GOOD_RUN) >= 0 ? 1 : deaths + 1;
        Duration delay = FIRST.multipliedBy(1L << Math.min(deaths - 1, 10));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }
}
