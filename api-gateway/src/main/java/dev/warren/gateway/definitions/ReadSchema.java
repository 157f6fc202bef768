package dev.warren.gateway.definitions;

import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.request.StrictJson;
import dev.warren.gateway.schema.JsonSchema;
import dev.warren.gateway.schema.UnreadableSchema;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads a JSON Schema, which must be one that values can be checked against. */
final class ReadSchema {

    static final int MOST_BYTES = 64 * 1024;

    /** Keeps every digit. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final StrictJson json;
    private final InvalidFields wrong;

    ReadSchema(StrictJson json, InvalidFields wrong) {
        this.json = json;
        this.wrong = wrong;
    }

    /** Absent where the value is null or wrong. */
    @Nullable
    JsonNode read(String field) {
        JsonToken kind = json.token();
        if (kind == JsonToken.VALUE_NULL) {
            return null;
        }
        if (kind != JsonToken.START_OBJECT && kind != JsonToken.VALUE_TRUE && kind != JsonToken.VALUE_FALSE) {
            wrong.add(field, "must be a JSON Schema, an object or a boolean, got " + json.kind());
            json.skip();
            return null;
        }
        String text = json.raw();
        String problem = problemOf(text);
        if (problem != null) {
            wrong.add(field, problem);
            return null;
        }
        return JSON.readTree(text);
    }

    private static @Nullable String problemOf(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return "may have " + MOST_BYTES + " bytes at most";
        }
        if (JSON.readTree(text)
                .toString()
                .codePoints()
                .anyMatch(character -> Character.getType(character) == Character.SURROGATE)) {
            return "must not hold half a surrogate pair";
        }
        try {
            JsonSchema.of(text);
            return null;
        } catch (UnreadableSchema e) {
            return "is not a JSON Schema: " + e.getMessage();
        }
    }
}
