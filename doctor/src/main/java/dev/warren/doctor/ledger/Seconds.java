package dev.warren.doctor.ledger;

/** Spans of time in words. */
public final class Seconds {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Seconds() {}

    /** As people say it, as in {@code 12 s}, {@code 3 min}, {@code 5 h}, {@code 2 d}. */
    public static String inWords(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 2 * MINUTE) {
            return whole + " s";
        }
        if (whole < 2 * HOUR) {
            return whole / MINUTE + " min";
        }
        return whole < 2 * DAY ? whole / HOUR + " h" : whole / DAY + " d";
    }
}
