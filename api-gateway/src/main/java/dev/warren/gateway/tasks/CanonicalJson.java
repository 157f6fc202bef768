package dev.warren.gateway.tasks;

import dev.warren.gateway.request.StrictJson;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * Brings JSON texts that say the same into one form: no white space, members in the order of their names, strings by
 * what they mean however they are escaped. Numbers stay as they are written, so 1.0 is not 1.
 */
final class CanonicalJson {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(StrictJson.MOST_LEVELS)
                    .build())
            .build();

    private final JsonParser parser;

    private CanonicalJson(JsonParser parser) {
        this.parser = parser;
    }

    /** @param json well-formed, at most {@link StrictJson#MOST_LEVELS} deep */
    static String of(String json) {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            var out = new StringBuilder(json.length());
            new CanonicalJson(parser).write(parser.nextToken(), out);
            return out.toString();
        }
    }

    private void write(@Nullable JsonToken token, StringBuilder out) {
        if (token == JsonToken.START_OBJECT) {
            writeObject(out);
        } else if (token == JsonToken.START_ARRAY) {
            writeList(out);
        } else if (token == JsonToken.VALUE_STRING) {
            writeString(parser.getString(), out);
        } else {
            out.append(parser.getString());
        }
    }

    private void writeObject(StringBuilder out) {
        var members = new TreeMap<String, String>();
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            var value = new StringBuilder();
            write(parser.nextToken(), value);
            members.put(name, value.toString());
        }
        char separator = '{';
        for (Map.Entry<String, String> member : members.entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':').append(member.getValue());
            separator = ',';
        }
        out.append(members.isEmpty() ? "{}" : "}");
    }

    private void writeList(StringBuilder out) {
        char separator = '[';
        boolean empty = true;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            out.append(separator);
            write(token, out);
            separator = ',';
            empty = false;
        }
        out.append(empty ? "[]" : "]");
    }

    private static void writeString(String text, StringBuilder out) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (character < ' ') {
                out.append("\\u00").append(HexFormat.of().toHexDigits((byte) character));
            } else {
                if (character == '"' || character == '\\') {
                    out.append('\\');
                }
                out.append(character);
            }
        }
        out.append('"');
    }

    /** An object of strings, in the order of its keys. */
    static String of(Map<String, String> members) {
        var out = new StringBuilder();
        char separator = '{';
        for (Map.Entry<String, String> member : new TreeMap<>(members).entrySet()) {
            out.append(separator);
            writeString(member.getKey(), out);
            out.append(':');
            writeString(member.getValue(), out);
            separator = ',';
        }
        return members.isEmpty() ? "{}" : out.append('}').toString();
    }
}
