package dev.warren.worker.agent;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.std.StdDeserializer;

/** Reads a duration from ISO-8601 text only, as the whole API writes it; Jackson's own also takes a bare number. */
final class IsoDuration extends StdDeserializer<Duration> {

    IsoDuration() {
        super(Duration.class);
    }

    @Override
    public Duration deserialize(JsonParser parser, DeserializationContext context) {
        if (!parser.hasToken(JsonToken.VALUE_STRING)) {
            return (Duration) context.handleUnexpectedToken(Duration.class, parser);
        }
        String text = parser.getString();
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException e) {
            return (Duration) context.handleWeirdStringValue(Duration.class, text, "not ISO-8601");
        }
    }
}
