package dev.warren.store.finish;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a task when something ended or took its attempt.
 *
 * @param parent the task whose attempt sent it; null where it has none, or where the statement does not say
 */
public record Finished(
        UUID task,
        int run,
        long fence,
        TaskStatus status,
        @Nullable FailureReason reason,
        @Nullable UUID parent) {

    /** Of a statement that does not say whose child the task is. */
    public Finished(UUID task, int run, long fence, TaskStatus status, @Nullable FailureReason reason) {
        this(task, run, fence, status, reason, null);
    }
}
