package dev.warren.model.message;

import java.util.List;
import java.util.UUID;

/** The event that brings listeners pieces of outputs while these are made. One message for all that came together. */
public record TokensMade(List<Piece> pieces) {

    /** AMQP {@code type} of the message. */
    public static final String TYPE = "warren.tokens-made.v1";

    public TokensMade {
        pieces = List.copyOf(pieces);
    }

    /**
     * A piece of what an attempt streams.
     *
     * @param from characters that this attempt streamed before it; where it is more than a listener has seen, some were lost
     * @param text not empty
     */
    public record Piece(UUID task, int run, int attempt, long from, String text) {}
}
