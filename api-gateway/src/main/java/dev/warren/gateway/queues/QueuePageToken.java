package dev.warren.gateway.queues;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where a page of the list of queues ended, as text that callers hand back unread. */
final class QueuePageToken {

    private static final String VERSION = "1";
    private static final AgentQueue START = new AgentQueue("", "");

    private QueuePageToken() {}

    static String after(AgentQueue last) {
        byte[] token = String.join(":", VERSION, last.agent(), last.lane()).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    }

    /** @throws Problem where it is no token of this list */
    static AgentQueue parse(@Nullable String token) {
        if (token == null) {
            return START;
        }
        try {
            String[] parts = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8).split(":");
            if (parts.length == 3 && parts[0].equals(VERSION)) {
                return new AgentQueue(requireName(parts[1]), requireName(parts[2]));
            }
        } catch (IllegalArgumentException e) {
            throw invalid();
        }
        throw invalid();
    }

    private static String requireName(String name) {
        if (!name.matches("[a-z0-9-]{1,63}")) {
            throw new IllegalArgumentException("no name of an agent or a lane");
        }
        return name;
    }

    private static Problem invalid() {
        return Problem.field(ProblemType.INVALID_REQUEST, "pageToken", "must be the nextPageToken of the page before");
    }
}
