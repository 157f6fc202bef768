package dev.warren.gateway.request;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.model.task.RetryPolicy;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads what a submission or a declaration says of retries. */
public final class ReadRetry {

    private static final List<String> FIELDS = List.of("firstDelay", "factor", "maxDelay", "jitter", "nonRetryable");

    private final StrictJson json;
    private final InvalidFields wrong;
    private final ReadValue value;

    private @Nullable Duration firstDelay;
    private @Nullable Double factor;
    private @Nullable Duration maxDelay;
    private @Nullable Double jitter;
    private @Nullable SortedSet<String> nonRetryable;

    public ReadRetry(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
        this.value = new ReadValue(json, wrong);
    }

    /** Absent where the value is null or says nothing. */
    public @Nullable RetryOverride read(String field) {
        if (json.token() != JsonToken.START_OBJECT) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add(field, "must be an object, got " + json.kind());
                json.skip();
            }
            return null;
        }
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String name = json.name();
            json.next();
            readField(name, field + "." + name);
        }
        if (firstDelay != null && maxDelay != null && maxDelay.compareTo(firstDelay) < 0) {
            wrong.add(field + ".maxDelay", "must not be shorter than firstDelay");
        }
        var said = new RetryOverride(firstDelay, factor, maxDelay, jitter, nonRetryable);
        return said.isEmpty() ? null : said;
    }

    private void readField(String name, String path) {
        switch (name) {
            case "firstDelay" -> firstDelay = value.duration(path, Duration.ZERO);
            case "maxDelay" -> maxDelay = value.duration(path, Duration.ZERO);
            case "factor" -> factor = value.number(path, 1, RetryOverride.MOST_FACTOR);
            case "jitter" -> jitter = value.number(path, 0, 1);
            case "nonRetryable" -> nonRetryable = codes(path);
            default -> {
                json.skip();
                wrong.addUnknown(path, FIELDS);
            }
        }
    }

    private @Nullable SortedSet<String> codes(String path) {
        if (json.token() != JsonToken.START_ARRAY) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add(path, "must be a list of error codes, got " + json.kind());
                json.skip();
            }
            return null;
        }
        var codes = new TreeSet<String>();
        int index = 0;
        while (json.next() != JsonToken.END_ARRAY) {
            String code = readCode(path + "." + index++);
            if (code != null && codes.size() <= RetryPolicy.MOST_CODES) {
                codes.add(code);
            }
        }
        if (codes.size() > RetryPolicy.MOST_CODES) {
            wrong.add(path, "must hold at most " + RetryPolicy.MOST_CODES + " codes");
        }
        return codes;
    }

    private @Nullable String readCode(String path) {
        String rule =
                "must be an error code of 1 to " + RetryPolicy.LONGEST_CODE + " characters, without control characters";
        if (json.token() != JsonToken.VALUE_STRING) {
            wrong.add(path, rule + ", got " + json.kind());
            json.skip();
            return null;
        }
        String code = json.string();
        boolean holdable = code.codePoints()
                .noneMatch(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
        if (code.isBlank() || code.length() > RetryPolicy.LONGEST_CODE || !holdable) {
            wrong.add(path, rule);
            return null;
        }
        return code;
    }
}
