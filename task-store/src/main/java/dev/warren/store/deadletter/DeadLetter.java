package dev.warren.store.deadletter;

import java.time.Instant;
import java.util.UUID;

/** Something that waits for an operator. */
public sealed interface DeadLetter {

    UUID id();

    Instant diedAt();

    String reason();

    /**
     * A task that ended without a result.
     *
     * @param reason its {@link dev.warren.model.task.FailureReason}, or {@code EXPIRED}
     */
    record OfTask(UUID id, Instant diedAt, String reason, String agent, int run) implements DeadLetter {}

    /**
     * A message that names no task.
     *
     * @param diedAt when it was found
     * @param reason in the broker's word
     * @param queue where it died
     * @param headers JSON text of an object
     * @param body its first 1,024 bytes
     * @param size of the whole body in bytes
     */
    record OfMessage(UUID id, Instant diedAt, String reason, String queue, String headers, byte[] body, long size)
            implements DeadLetter {}
}
