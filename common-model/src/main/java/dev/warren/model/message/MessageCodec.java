package dev.warren.model.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes messages of one type as JSON bytes and reads them back. Unknown fields are passed over, so that a newer
 * sender does not stop an older receiver; a missing required one makes the message unreadable.
 *
 * @param <M> a record of this package
 */
public final class MessageCodec<M> {

    public static final String CONTENT_TYPE = "application/json";

    /** Many times what the largest message needs. A larger one is not looked into. */
    public static final int LARGEST_BODY = 1024 * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Class<M> type;
    private final ObjectWriter writer;
    private final ObjectReader reader;

    public MessageCodec(Class<M> type) {
        this.type = type;
        this.writer = MAPPER.writerFor(type);
        this.reader = MAPPER.readerFor(type);
    }

    public byte[] write(M message) {
        return writer.writeValueAsBytes(message);
    }

    /** @throws UnreadableMessage where {@code body} is no such message */
    public M read(byte[] body) {
        if (body.length > LARGEST_BODY) {
            throw new UnreadableMessage(
                    "Not a " + type.getSimpleName() + ": it has " + body.length + " bytes, at most " + LARGEST_BODY
                            + " are read",
                    null);
        }
        M message;
        try {
            message = reader.readValue(body);
        } catch (JacksonException e) {
            throw new UnreadableMessage("Not a " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
        if (message == null) {
            throw new UnreadableMessage("Not a " + type.getSimpleName() + ": null", null);
        }
        return message;
    }
}
