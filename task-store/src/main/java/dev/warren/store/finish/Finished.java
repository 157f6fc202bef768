package dev.warren.store.finish;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What became of a task when something ended or took its attempt. */
public record Finished(
        UUID task,
        int run,
        long fence,
        TaskStatus status,
        @Nullable FailureReason reason) {}
