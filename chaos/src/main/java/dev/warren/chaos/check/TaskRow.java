package dev.warren.chaos.check;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task's row, or what a replay has kept of an earlier run.
 *
 * @param intent the label by which its submitter knows it: number of the submission, dot, place in it
 * @param execution token of the execution whose result it shows, null where it shows none
 * @param output whether it has one
 */
record TaskRow(
        UUID id,
        String agent,
        String status,
        int run,
        int attempt,
        int failures,
        int maxAttempts,
        long fence,
        @Nullable UUID owner,
        long cancelRequestedAt,
        long createdAt,
        long startedAt,
        long claimedAt,
        long finishedAt,
        long expiresAt,
        @Nullable String reason,
        @Nullable String intent,
        @Nullable String execution,
        boolean output) {

    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELED", "EXPIRED");

    boolean hasEnded() {
        return ENDS.contains(status);
    }

    boolean is(String wanted) {
        return status.equals(wanted);
    }
}
