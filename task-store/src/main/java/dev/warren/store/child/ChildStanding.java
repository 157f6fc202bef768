package dev.warren.store.child;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a child stands.
 *
 * @param output JSON text, present where it is {@code COMPLETED}
 * @param reason present where it is {@code FAILED}
 */
public record ChildStanding(
        UUID task,
        TaskStatus status,
        @Nullable String output,
        @Nullable FailureReason reason,
        @Nullable String errorCode,
        @Nullable String errorMessage) {}
