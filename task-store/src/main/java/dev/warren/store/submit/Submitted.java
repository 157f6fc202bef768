package dev.warren.store.submit;

import dev.warren.model.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a submission. Whatever it says is committed. */
public sealed interface Submitted {

    /** The task is in the ledger; where {@code QUEUED}, it is the submitter's to publish, at fence 1. */
    record Accepted(
            UUID id,
            TaskStatus status,
            Instant createdAt,
            Instant dueAt,
            @Nullable Instant expiresAt) implements Submitted {}

    /** The same key and body came before; {@code existing} is the task they made. */
    record Repeated(UUID existing) implements Submitted {}

    /** The key came before with another body. */
    record KeyReused(UUID existing) implements Submitted {}
}
