package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a caller wants to wait for a task's end: a parameter, or the preference of RFC 7240. */
final class WaitTime {

    static final int MOST_SECONDS = 60;
    static final String DESCRIPTION = "`wait=N` answers as soon as the task has ended, at the latest after N seconds "
            + "(0 to 60), then with its state of that moment";

    private static final String RULE = "must be a whole number of seconds from 0 to " + MOST_SECONDS;
    private static final Pattern PREFERENCE = Pattern.compile("(?i)\\s*wait\\s*=\\s*\"?([^\"\\s;]*)\"?\\s*(;.*)?");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,4}");

    private WaitTime() {}

    /** @throws Problem where {@code seconds} is none */
    static Duration ofParameter(String seconds) {
        return parse("wait", seconds);
    }

    /**
     * Absent where no preference of waiting is among them; others are passed over, as RFC 7240 says.
     *
     * @throws Problem where there is one, but out of range
     */
    static @Nullable Duration ofPreferences(@Nullable List<String> headers) {
        if (headers == null) {
            return null;
        }
        for (String header : headers) {
            for (String preference : header.split(",")) {
                Matcher wait = PREFERENCE.matcher(preference);
                if (wait.matches()) {
                    return parse("Prefer", wait.group(1));
                }
            }
        }
        return null;
    }

    private static Duration parse(String field, String seconds) {
        if (SECONDS.matcher(seconds).matches() && Integer.parseInt(seconds) <= MOST_SECONDS) {
            return Duration.ofSeconds(Integer.parseInt(seconds));
        }
        throw Problem.field(ProblemType.INVALID_REQUEST, field, field.equals("Prefer") ? "wait " + RULE : RULE);
    }
}
