package dev.warren.worker.schema;

import com.networknt.schema.regex.RegularExpression;
import java.util.regex.Pattern;

/** A regular expression of a schema that gives up where its author chose one that never ends. */
final class BoundedPattern implements RegularExpression {

    private static final int MOST_READS = 10_000_000;

    private final Pattern pattern;

    /** @throws java.util.regex.PatternSyntaxException where it is none */
    BoundedPattern(String pattern) {
        this.pattern = Pattern.compile(pattern);
    }

    /** It read too many characters. */
    static final class GaveUp extends RuntimeException {
        GaveUp() {
            super("a regular expression read too many characters", null, false, false);
        }
    }

    @Override
    public boolean matches(String value) {
        return pattern.matcher(new Metered(value)).find();
    }

    private static final class Metered implements CharSequence {
        private final String text;
        private int reads;

        Metered(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++reads > MOST_READS) {
                throw new GaveUp();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
