package dev.warren.gateway.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import dev.warren.store.task.Task;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as the API shows it. What it does not have is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TaskView(
        UUID id,
        String tenant,
        String agent,
        TaskStatus status,
        int priority,
        @JsonRawValue String input,
        @JsonRawValue @Nullable String output,
        @Nullable TaskError error,
        int run,
        int attempt,
        int failures,
        int maxAttempts,
        @Nullable Instant cancelRequestedAt,
        Instant createdAt,
        Instant dueAt,
        @Nullable Instant startedAt,
        @Nullable Instant finishedAt,
        @Nullable Instant expiresAt,
        Duration timeout,
        @JsonRawValue String labels,
        @Nullable String worker,
        Usage usage) {

    /** Tokens of language models that the task has used. */
    record Usage(long inputTokens, long outputTokens) {}

    static TaskView from(Task task) {
        TaskError error = task.errorReason() == null
                ? null
                : new TaskError(task.errorReason(), task.errorCode(), task.errorMessage());
        return new TaskView(
                task.id(),
                task.tenant(),
                task.agent(),
                task.status(),
                task.priority(),
                task.input(),
                task.output(),
                error,
                task.run(),
                task.attempt(),
                task.failures(),
                task.maxAttempts(),
                task.cancelRequestedAt(),
                task.createdAt(),
                task.dueAt(),
                task.startedAt(),
                task.finishedAt(),
                task.expiresAt(),
                task.timeout(),
                task.labels(),
                task.worker(),
                new Usage(task.inputTokens(), task.outputTokens()));
    }

    /** What was committed a moment ago, without reading it again. */
    static TaskView from(NewTask task, Submitted.Accepted accepted) {
        return new TaskView(
                task.id(),
                task.tenant(),
                task.agent(),
                accepted.status(),
                task.priority(),
                task.input(),
                null,
                null,
                1,
                0,
                0,
                task.maxAttempts(),
                null,
                accepted.createdAt(),
                accepted.dueAt(),
                null,
                null,
                accepted.expiresAt(),
                task.timeout(),
                task.labels(),
                null,
                new Usage(0, 0));
    }
}
