package dev.warren.gateway.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** A regular expression that gives up: some take longer than anybody lives, and the author of a schema chooses it. */
final class PatientPattern implements RegularExpression {

    private static final int MOST_LOOKS = 10_000_000;

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException where it is none */
    PatientPattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** Says nothing but that it was too much. */
    static final class GaveUp extends RuntimeException {
        GaveUp() {
            super("a regular expression took too long", null, false, false);
        }
    }

    /** @throws GaveUp after too many steps */
    @Override
    public boolean matches(String value) {
        return pattern.matcher(new Counted(value, 0, value.length(), new int[1]))
                .find();
    }

    /** Counts how often its characters are looked at. */
    private record Counted(String text, int start, int end, int[] looks) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (++looks[0] > MOST_LOOKS) {
                throw new GaveUp();
            }
            return text.charAt(start + index);
        }

        @Override
        public int length() {
            return end - start;
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return new Counted(text, start + from, start + to, looks);
        }

        @Override
        public String toString() {
            return text.substring(start, end);
        }
    }
}
