package dev.warren.gateway.request;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.model.task.TaskDefaults;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/**
 * Reads single values. One of the wrong type or out of range is noted and read as absent; so is a null, which means
 * the same as leaving the field out.
 */
public final class ReadValue {

    private final StrictJson json;
    private final InvalidFields wrong;

    public ReadValue(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
    }

    public @Nullable String string(String field) {
        return isOfType(JsonToken.VALUE_STRING, field, "must be a string") ? json.string() : null;
    }

    public @Nullable Integer wholeNumber(String field, int least, int most) {
        String rule = "must be a whole number from " + least + " to " + most;
        if (!isOfType(JsonToken.VALUE_NUMBER_INT, field, rule)) {
            return null;
        }
        String digits = json.string();
        if (digits.length() <= 9) {
            int number = Integer.parseInt(digits);
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong.add(field, rule);
        return null;
    }

    /** A number, a fraction or not. */
    public @Nullable Double number(String field, int least, int most) {
        String rule = "must be a number from " + least + " to " + most;
        if (json.token() != JsonToken.VALUE_NUMBER_FLOAT && !isOfType(JsonToken.VALUE_NUMBER_INT, field, rule)) {
            return null;
        }
        double number = Double.parseDouble(json.string());
        if (number >= least && number <= most) {
            return number;
        }
        wrong.add(field, rule);
        return null;
    }

    public @Nullable Duration duration(String field, Duration least) {
        String rule = "must be an ISO-8601 duration such as PT30S, " + (least.isZero() ? "not negative" : "positive")
                + " and at most P" + TaskDefaults.LONGEST_DURATION.toDays() + "D";
        if (!isOfType(JsonToken.VALUE_STRING, field, rule)) {
            return null;
        }
        try {
            Duration duration = Duration.parse(json.string());
            if (duration.compareTo(least) >= 0 && duration.compareTo(TaskDefaults.LONGEST_DURATION) <= 0) {
                return duration;
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        wrong.add(field, rule);
        return null;
    }

    public @Nullable Instant time(String field, Instant latest) {
        String rule = "must be an ISO-8601 time with its offset such as 2026-01-31T08:00:00Z, at most "
                + TaskDefaults.LONGEST_DURATION.toDays() + " days ahead";
        if (!isOfType(JsonToken.VALUE_STRING, field, rule)) {
            return null;
        }
        Instant time = parseTime(json.string());
        if (time == null || time.isAfter(latest)) {
            wrong.add(field, rule);
            return null;
        }
        return time;
    }

    /** A time that an id can hold and JDBC can send; absent where the text is none. */
    public static @Nullable Instant parseTime(String text) {
        try {
            Instant time = OffsetDateTime.parse(text).toInstant();
            return time.isBefore(Instant.EPOCH) || time.getEpochSecond() > LAST_SECOND ? null : time;
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The end of the year 9999. */
    private static final long LAST_SECOND = 253_402_300_799L;

    private boolean isOfType(JsonToken type, String field, String rule) {
        if (json.token() == type) {
            return true;
        }
        if (json.token() != JsonToken.VALUE_NULL) {
            String got = json.token() == JsonToken.VALUE_NUMBER_FLOAT ? "a fraction" : json.kind();
            json.skip();
            wrong.add(field, rule + ", got " + got);
        }
        return false;
    }
}
