package dev.warren.gateway.request;

import dev.warren.gateway.problem.InvalidFields;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads text and lists of names. What is wrong is noted and read as absent. */
public final class ReadText {

    private final StrictJson json;
    private final InvalidFields wrong;

    public ReadText(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
    }

    /** Text of people: any characters but controls, of which line breaks and tabs are taken. */
    public @Nullable String prose(String field, int least, int most) {
        String rule = "must be a string of " + least + " to " + most + " characters";
        String text = string(field, rule);
        if (text == null) {
            return null;
        }
        int length = text.codePointCount(0, text.length());
        if (length < least || length > most || least > 0 && text.isBlank()) {
            wrong.add(field, rule);
            return null;
        }
        if (!isHoldable(text)) {
            wrong.add(field, "must not hold control characters or half a surrogate pair");
            return null;
        }
        return text;
    }

    /** A word that {@code pattern} describes. */
    public @Nullable String name(String field, String pattern) {
        String rule = "must match " + pattern;
        String text = string(field, rule);
        if (text == null || text.matches(pattern)) {
            return text;
        }
        wrong.add(field, rule);
        return null;
    }

    /** Different words, each of which {@code pattern} describes, in the order in which they came. */
    public List<String> names(String field, String pattern, int most) {
        if (json.token() != JsonToken.START_ARRAY) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add(field, "must be a list, got " + json.kind());
                json.skip();
            }
            return List.of();
        }
        Set<String> names = new LinkedHashSet<>();
        int index = 0;
        while (json.next() != JsonToken.END_ARRAY) {
            String path = field + "." + index++;
            if (index > most) {
                json.skip();
            } else if (json.token() == JsonToken.VALUE_NULL) {
                wrong.add(path, "must match " + pattern + ", got null");
            } else {
                String name = name(path, pattern);
                if (name != null && !names.add(name)) {
                    wrong.add(path, "comes twice");
                }
            }
        }
        if (index > most) {
            wrong.add(field, "may hold " + most + " at most, got " + index);
        }
        return List.copyOf(names);
    }

    private @Nullable String string(String field, String rule) {
        if (json.token() == JsonToken.VALUE_STRING) {
            return json.string();
        }
        if (json.token() != JsonToken.VALUE_NULL) {
            wrong.add(field, rule + ", got " + json.kind());
            json.skip();
        }
        return null;
    }

    /** Whether the ledger can hold it. */
    private static boolean isHoldable(String text) {
        return text.codePoints()
                .noneMatch(character -> Character.getType(character) == Character.SURROGATE
                        || Character.isISOControl(character)
                                && character != '\n'
                                && character != '\r'
                                && character != '\t');
    }
}
