package dev.warren.chaos.check;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Microseconds since 1970. */
final class Times {

    /** There is no such time. */
    static final long NONE = Long.MIN_VALUE;

    static final long SECOND = 1_000_000;
    static final long MILLI = 1_000;

    private Times() {}

    /** Time of day, for people. */
    static String show(long micros) {
        if (micros == NONE) {
            return "never";
        }
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString().substring(11);
    }

    /** A span, for people. */
    static String span(long micros) {
        return String.format(java.util.Locale.ROOT, "%.3f s", micros / 1e6);
    }
}
