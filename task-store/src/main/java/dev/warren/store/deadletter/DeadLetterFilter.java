package dev.warren.store.deadletter;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters of a tenant to list.
 *
 * @param agent a message has the one whose queue it died in
 * @param reason as {@link DeadLetter#reason()} says it
 * @param endedBefore exclusive
 * @param after lists only what comes after this one in the order of the list
 */
public record DeadLetterFilter(
        String tenant,
        @Nullable String agent,
        @Nullable String reason,
        @Nullable Instant endedAfter,
        @Nullable Instant endedBefore,
        @Nullable Position after) {

    /** Where a dead letter stands in the list. */
    public record Position(Instant diedAt, UUID id) {

        public static Position of(DeadLetter letter) {
            return new Position(letter.diedAt(), letter.id());
        }
    }
}
