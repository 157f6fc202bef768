package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.task.TaskDefaults;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;

/** Reads labels: few, short, and only text that the ledger can hold and a filter can name. */
final class ReadLabels {

    private final StrictJson json;
    private final InvalidFields wrong;

    ReadLabels(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
    }

    SortedMap<String, String> read(String field) {
        var labels = new TreeMap<String, String>();
        if (json.token() != JsonToken.START_OBJECT) {
            if (json.token() != JsonToken.VALUE_NULL) {
                wrong.add(field, "must be an object of strings, got " + json.kind());
                json.skip();
            }
            return labels;
        }
        int count = 0;
        while (json.next() == JsonToken.PROPERTY_NAME) {
            String key = json.name();
            json.next();
            if (count++ < TaskDefaults.MAX_LABELS) {
                readOne(field, key, labels);
            } else {
                json.skip();
            }
        }
        if (count > TaskDefaults.MAX_LABELS) {
            wrong.add(field, "may be " + TaskDefaults.MAX_LABELS + " at most, got " + count);
        }
        return labels;
    }

    private void readOne(String field, String key, SortedMap<String, String> labels) {
        String keyRule = key.isEmpty() || key.indexOf(':') >= 0
                ? "must not be empty and must not hold a colon, which separates key and value in a filter"
                : ruleBrokenBy(key);
        if (keyRule != null) {
            json.skip();
            wrong.add(field, "has a key that " + keyRule);
            return;
        }
        String path = field + "." + key;
        if (json.token() != JsonToken.VALUE_STRING) {
            wrong.add(path, "must be a string, got " + json.kind());
            json.skip();
            return;
        }
        String value = json.string();
        String valueRule = ruleBrokenBy(value);
        if (valueRule == null) {
            labels.put(key, value);
        } else {
            wrong.add(path, valueRule);
        }
    }

    private static @Nullable String ruleBrokenBy(String text) {
        if (text.codePointCount(0, text.length()) > TaskDefaults.MAX_LABEL_LENGTH) {
            return "must not be longer than " + TaskDefaults.MAX_LABEL_LENGTH + " characters";
        }
        boolean holdable = text.codePoints()
                .noneMatch(character ->
                        Character.isISOControl(character) || Character.getType(character) == Character.SURROGATE);
        return holdable ? null : "must not hold control characters or half a surrogate pair";
    }
}
