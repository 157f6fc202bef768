package dev.warren.doctor.check;

import java.util.Locale;

/** How much a finding matters. */
public enum Verdict {
    /** As it has to be. */
    OK,
    /** Worth knowing; nothing has to be done. */
    NOTE,
    /** Somebody has to do something. */
    PROBLEM,
    /** Not looked at, because something it needs was not there. */
    SKIPPED;

    /** As it is written in reports. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
