package dev.warren.gateway.request;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;

/** Where a page of a list ended, as text that callers hand back unread. It is good for the same filter only. */
public final class PageToken {

    private static final byte VERSION = 1;
    private static final int BYTES = 1 + Integer.BYTES + 2 * Long.BYTES;

    private PageToken() {}

    /** @param filterHash of everything that chooses the list's tasks */
    public static String after(UUID last, int filterHash) {
        byte[] token = ByteBuffer.allocate(BYTES)
                .put(VERSION)
                .putInt(filterHash)
                .putLong(last.getMostSignificantBits())
                .putLong(last.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @throws Problem where it is no token, or another list's */
    public static UUID parse(String token, int filterHash) {
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
        return new UUID(parts.getLong(), parts.getLong());
    }

    private static Problem invalid() {
        return Problem.field(ProblemType.INVALID_REQUEST, "pageToken", "must be the nextPageToken of the page before");
    }
}
