package dev.warren.llm.endpoint;

import java.util.regex.Pattern;

/** The beginning of what an endpoint says, fit for people and logs: one line, and nothing in it that looks like a key. */
final class Excerpt {

    private static final int LONGEST = 300;
    private static final Pattern KEY = Pattern.compile("(?i)\\b(sk|pk|key|bearer)[-_ ][A-Za-z0-9*._-]{6,}");

    private Excerpt() {}

    static String of(String text) {
        String line = KEY.matcher(text.strip().replaceAll("\\s+", " ")).replaceAll("***");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
