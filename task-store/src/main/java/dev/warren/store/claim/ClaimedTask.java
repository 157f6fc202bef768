package dev.warren.store.claim;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task under this worker's lease.
 *
 * @param fence of this attempt; its result is written only while the row still has it
 * @param attempt number of this claim within the run, from 1
 * @param failures charged so far, less than {@code maxAttempts}
 * @param retry JSON text of the task's own retry policy, absent where its agent's holds
 * @param labels JSON text of an object of strings
 * @param dueAt when it could have started
 * @param claimedAt when this attempt began, by the ledger's clock
 * @param input JSON text
 * @param agentVersion that this attempt runs
 * @param state JSON text that earlier attempts of this run have left, absent where none did
 * @param answer JSON text of a person's answer to the newest question, absent where there is none
 */
public record ClaimedTask(
        UUID id,
        String tenant,
        String agent,
        int priority,
        int run,
        int attempt,
        int failures,
        int maxAttempts,
        @Nullable String retry,
        long fence,
        Duration timeout,
        String labels,
        @Nullable String traceparent,
        Instant dueAt,
        Instant claimedAt,
        String input,
        String agentVersion,
        @Nullable String state,
        @Nullable String answer) {}
