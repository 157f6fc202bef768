package dev.warren.model.trace;

import org.jspecify.annotations.Nullable;

/** Reads W3C trace context of version 00, {@code 00-<trace id>-<parent id>-<flags>}, as it stands in the ledger and in messages. */
public final class Traceparent {

    private static final int LENGTH = 55;
    private static final int TRACE_ID = 3;
    private static final int TRACE_ID_END = 35;
    private static final int PARENT_ID = 36;
    private static final int PARENT_ID_END = 52;
    private static final int LAST_FLAG = 54;

    private Traceparent() {}

    /** Whether {@code text} is of this form, and names a trace and a span. */
    public static boolean isWellFormed(@Nullable String text) {
        return text != null
                && text.length() == LENGTH
                && text.startsWith("00-")
                && text.charAt(TRACE_ID_END) == '-'
                && text.charAt(PARENT_ID_END) == '-'
                && isId(text, TRACE_ID, TRACE_ID_END)
                && isId(text, PARENT_ID, PARENT_ID_END)
                && isLowerHex(text.charAt(PARENT_ID_END + 1))
                && isLowerHex(text.charAt(LAST_FLAG));
    }

    /** Whether whoever made {@code wellFormed} records its trace. */
    public static boolean isSampled(@Nullable String wellFormed) {
        return wellFormed != null
                && wellFormed.length() == LENGTH
                && (Character.digit(wellFormed.charAt(LAST_FLAG), 16) & 1) == 1;
    }

    /** Its 32 hexadecimal digits; null where there is no trace. */
    public static @Nullable String traceId(@Nullable String wellFormed) {
        return wellFormed == null || wellFormed.length() < TRACE_ID_END
                ? null
                : wellFormed.substring(TRACE_ID, TRACE_ID_END);
    }

    /** Not all zeros. */
    private static boolean isId(String text, int from, int to) {
        boolean set = false;
        for (int i = from; i < to; i++) {
            if (!isLowerHex(text.charAt(i))) {
                return false;
            }
            set |= text.charAt(i) != '0';
        }
        return set;
    }

    private static boolean isLowerHex(char digit) {
        return digit >= '0' && digit <= '9' || digit >= 'a' && digit <= 'f';
    }
}
