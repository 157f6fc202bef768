package dev.warren.gateway.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.web.JsonText;
import dev.warren.gateway.web.RetryView;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.trace.Traceparent;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import dev.warren.store.task.Task;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A task as the API shows it. What it does not have is left out. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Task", description = "Fields without a value are left out")
public record TaskView(
        UUID id,
        @Schema(example = "default") String tenant,

        @Schema(description = "Whose turn it is, or was at last: a handoff changes it", example = "echo")
        String agent,

        @Schema(description = "What its newest attempt runs or ran", example = "1") @Nullable
        String agentVersion,

        TaskStatus status,

        @Schema(description = "9 is served first", minimum = "0", maximum = "9", example = "5")
        int priority,

        @Schema(
                description = "As it was submitted",
                types = {"object", "array", "string", "number", "boolean", "null"},
                example = "{\"text\": \"hello\"}")
        JsonText input,

        @Schema(
                description = "Present where the status is COMPLETED",
                types = {"object", "array", "string", "number", "boolean", "null"},
                example = "{\"text\": \"hello\"}")
        @Nullable
        JsonText output,

        @Nullable TaskError error,

        @Schema(description = "1, and one more with each replay", example = "1")
        int run,

        @Schema(description = "How often this run was handed to another agent", example = "0")
        int handoffs,

        @Schema(description = "Attempts begun in this run", example = "1")
        int attempt,

        @Schema(description = "Attempts that count against maxAttempts", example = "0")
        int failures,

        @Schema(example = "3") int maxAttempts,

        @Schema(description = "When a cancel was asked for") @Nullable
        Instant cancelRequestedAt,

        Instant createdAt,
        @Schema(description = "From when on it may start") Instant dueAt,

        @Schema(description = "First start of this run") @Nullable
        Instant startedAt,

        @Nullable Instant finishedAt,

        @Schema(description = "Ends as EXPIRED where it has not started by then") @Nullable
        Instant expiresAt,

        @Schema(description = "Of each attempt", type = "string", format = "duration", example = "PT10M")
        Duration timeout,

        @Schema(description = "Present where the task has a policy of its own", implementation = RetryView.class)
        @Nullable
        JsonText retry,

        @Schema(types = "object", additionalPropertiesSchema = String.class, example = "{\"team\": \"docs\"}")
        JsonText labels,

        @Schema(description = "What was asked for instead of an agent") @Nullable
        List<String> capabilities,

        @Schema(
                description = "Which agent was chosen for the capabilities, and why",
                implementation = RoutingView.class)
        @Nullable
        JsonText routing,

        @Schema(description = "The newest question of this run; it is open while the status is WAITING_INPUT") @Nullable
        QuestionView question,

        @Schema(description = "The task that sent this one") @Nullable
        UUID parent,

        @Schema(description = "Child tasks whose ends it waits for") @Nullable
        List<UUID> waitingFor,

        @Schema(description = "How far the running attempt says it is; of a task that is shown alone") @Nullable
        Progress progress,

        @Schema(description = "Name of the worker that ran it last", example = "worker-1") @Nullable
        String worker,

        Usage usage,

        @Schema(
                description = "The trace it belongs to: its caller's, or one that the gateway chose to record",
                example = "4bf92f3577b34da6a3ce929d0e0e4736")
        @Nullable
        String traceId) {

    /** Tokens of language models that the task has used. */
    @Schema(name = "TaskUsage")
    public record Usage(long inputTokens, long outputTokens) {}

    /** How far a running task says it is. */
    @Schema(name = "TaskProgress")
    public record Progress(
            @Schema(minimum = "0", maximum = "1", example = "0.4")
            double fraction,

            String message,
            Instant at) {}

    /** Which agent a task went to that asked for capabilities. */
    @Schema(name = "TaskRouting")
    record RoutingView(
            String agent, @Schema(description = "In words") String reason) {}

    static TaskView from(Task task) {
        return from(task, null);
    }

    static TaskView from(Task task, @Nullable Progress progress) {
        return new TaskView(
                task.id(),
                task.tenant(),
                task.agent(),
                task.agentVersion(),
                task.status(),
                task.priority(),
                new JsonText(task.input()),
                JsonText.ofNullable(task.output()),
                TaskError.of(task),
                task.run(),
                task.handoffs(),
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
                JsonText.ofNullable(task.retry()),
                labelsOf(task),
                orNull(task.capabilities()),
                JsonText.ofNullable(task.routing()),
                QuestionView.of(task),
                task.parent(),
                orNull(task.waitingFor()),
                progress,
                task.worker(),
                new Usage(task.inputTokens(), task.outputTokens()),
                Traceparent.traceId(task.traceparent()));
    }

    /** In the order of their keys. */
    public static JsonText labelsOf(Task task) {
        return new JsonText(CanonicalJson.of(task.labels()));
    }

    /** What was committed a moment ago, without reading it again. */
    static TaskView from(NewTask task, Submitted.Accepted accepted) {
        return new TaskView(
                task.id(),
                task.tenant(),
                task.agent(),
                null,
                accepted.status(),
                task.priority(),
                new JsonText(task.input()),
                null,
                null,
                1,
                0,
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
                JsonText.ofNullable(task.retry()),
                new JsonText(task.labels()),
                task.routed() == null ? null : task.routed().capabilities(),
                task.routed() == null ? null : new JsonText(task.routed().routing()),
                null,
                null,
                null,
                null,
                null,
                new Usage(0, 0),
                Traceparent.traceId(task.traceparent()));
    }

    private static <T> @Nullable List<T> orNull(List<T> list) {
        return list.isEmpty() ? null : list;
    }
}
