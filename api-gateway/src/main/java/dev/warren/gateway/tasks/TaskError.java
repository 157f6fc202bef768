package dev.warren.gateway.tasks;

import dev.warren.model.task.FailureReason;
import dev.warren.store.task.Task;
import org.jspecify.annotations.Nullable;

/**
 * Why a task failed.
 *
 * @param reason one of a fixed list
 * @param code the agent's word for it
 * @param message the agent's sentence about it
 */
public record TaskError(
        FailureReason reason,
        @Nullable String code,
        @Nullable String message) {

    /** Absent where the task has not failed. */
    public static @Nullable TaskError of(Task task) {
        FailureReason reason = task.errorReason();
        return reason == null ? null : new TaskError(reason, task.errorCode(), task.errorMessage());
    }
}
