package dev.warren.gateway.schema;

/** A text is no JSON Schema that can be checked against. The message says why, for its author's eyes. */
public final class UnreadableSchema extends RuntimeException {

    UnreadableSchema(String message) {
        super(message, null, false, false);
    }
}
