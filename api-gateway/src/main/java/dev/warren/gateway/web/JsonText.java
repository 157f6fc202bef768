package dev.warren.gateway.web;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JacksonSerializable;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.jsontype.TypeSerializer;

/**
 * A value that is JSON text already and goes into an answer as it is.
 *
 * @param text well-formed JSON
 */
public record JsonText(String text) implements JacksonSerializable {

    /** Absent where {@code text} is. */
    public static @Nullable JsonText ofNullable(@Nullable String text) {
        return text == null ? null : new JsonText(text);
    }

    @Override
    public void serialize(JsonGenerator out, SerializationContext context) {
        out.writeRawValue(text);
    }

    @Override
    public void serializeWithType(JsonGenerator out, SerializationContext context, TypeSerializer type) {
        serialize(out, context);
    }
}
