package dev.warren.gateway.deadletters;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.deadletter.DeadLetterFilter.Position;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;

/** Where a page of dead letters ended, as text that callers hand back unread. It is good for the same filter only. */
final class LetterToken {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + 2 * Integer.BYTES + 3 * Long.BYTES;

    private LetterToken() {}

    /** @param filterHash of everything that chooses the list's letters */
    static String after(Position last, int filterHash) {
        byte[] token = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putInt(filterHash)
                .putLong(last.diedAt().getEpochSecond())
                .putInt(last.diedAt().getNano())
                .putLong(last.id().getMostSignificantBits())
                .putLong(last.id().getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @throws Problem where it is no token, or another list's */
    static Position parse(String token, int filterHash) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        if (bytes.length != BYTES || bytes[0] != VERSION) {
            throw invalid();
        }
        ByteBuffer parts = ByteBuffer.wrap(bytes, 1, BYTES - 1);
        if (parts.getInt() != filterHash) {
            throw Problem.field(
                    ProblemType.INVALID_REQUEST, "pageToken", "belongs to a list with other filters; start again");
        }
        try {
            Instant diedAt = Instant.ofEpochSecond(parts.getLong(), parts.getInt());
            if (diedAt.isBefore(Instant.EPOCH) || diedAt.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
                throw invalid();
            }
            return new Position(diedAt, new UUID(parts.getLong(), parts.getLong()));
        } catch (DateTimeException e) {
            throw invalid();
        }
    }

    private static Problem invalid() {
        return Problem.field(ProblemType.INVALID_REQUEST, "pageToken", "must be the nextPageToken of the page before");
    }
}
