package dev.warren.gateway.deadletters;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.tasks.AttemptView;
import dev.warren.gateway.tasks.TaskError;
import dev.warren.gateway.tasks.TaskView;
import dev.warren.gateway.web.JsonText;
import dev.warren.gateway.web.RetryView;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.deadletter.BrokerDeath;
import dev.warren.store.deadletter.DeadLetter;
import dev.warren.store.task.Task;
import io.swagger.v3.oas.annotations.media.DiscriminatorMapping;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dead letter as the API shows it. What it does not have is left out. */
@Schema(
        name = "DeadLetter",
        oneOf = {LetterView.OfTask.class, LetterView.OfMessage.class},
        discriminatorProperty = "kind",
        discriminatorMapping = {
            @DiscriminatorMapping(value = "task", schema = LetterView.OfTask.class),
            @DiscriminatorMapping(value = "message", schema = LetterView.OfMessage.class)
        })
sealed interface LetterView {

    /** What the broker said of a message of the task that it gave up. */
    @Schema(name = "BrokerDeath")
    record Death(
            int run,
            Instant at,

            @Schema(description = "In the broker's word", example = "expired")
            String reason,

            @Schema(description = "What the broker said, as it said it", types = "object")
            JsonText record) {

        static Death from(BrokerDeath death) {
            return new Death(death.run(), death.at(), death.reason(), new JsonText(death.record()));
        }
    }

    /** A task that ended without a result. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "DeadTask")
    record OfTask(
            @Schema(allowableValues = "task") String kind,
            UUID id,
            @Schema(example = "1") int run,
            @Schema(example = "default") String tenant,
            @Schema(example = "echo") String agent,

            @Schema(description = "error.reason, or EXPIRED", example = "ATTEMPTS_EXHAUSTED")
            String reason,

            @Nullable TaskError error,
            Instant diedAt,

            @Schema(description = "Every attempt, of all runs, oldest first")
            List<AttemptView> attempts,

            @Schema(description = "Messages of it that the broker gave up, oldest first")
            List<Death> broker,

            TaskStatus status,
            int priority,

            @Schema(
                    description = "As it was submitted",
                    types = {"object", "array", "string", "number", "boolean", "null"})
            JsonText input,

            int attempt,
            int failures,
            int maxAttempts,
            Instant createdAt,
            Instant dueAt,
            @Nullable Instant startedAt,
            Instant finishedAt,
            @Nullable Instant expiresAt,

            @Schema(type = "string", format = "duration", example = "PT10M")
            Duration timeout,

            @Schema(implementation = RetryView.class) @Nullable
            JsonText retry,

            @Schema(types = "object", additionalPropertiesSchema = String.class)
            JsonText labels,

            @Nullable String worker,
            TaskView.Usage usage)
            implements LetterView {

        static OfTask from(DeadLetter.OfTask letter, Task task, List<AttemptView> attempts, List<BrokerDeath> deaths) {
            return new OfTask(
                    "task",
                    task.id(),
                    task.run(),
                    task.tenant(),
                    task.agent(),
                    letter.reason(),
                    TaskError.of(task),
                    letter.diedAt(),
                    attempts,
                    deaths.stream().map(Death::from).toList(),
                    task.status(),
                    task.priority(),
                    new JsonText(task.input()),
                    task.attempt(),
                    task.failures(),
                    task.maxAttempts(),
                    task.createdAt(),
                    task.dueAt(),
                    task.startedAt(),
                    letter.diedAt(),
                    task.expiresAt(),
                    task.timeout(),
                    JsonText.ofNullable(task.retry()),
                    TaskView.labelsOf(task),
                    task.worker(),
                    new TaskView.Usage(task.inputTokens(), task.outputTokens()));
        }
    }

    /** A message in the broker's dead letter queue that names no task. */
    @Schema(name = "DeadMessage")
    record OfMessage(
            @Schema(allowableValues = "message") String kind,
            UUID id,

            @Schema(description = "In the broker's word", example = "rejected")
            String reason,

            Instant diedAt,

            @Schema(description = "Where it died", example = "agent.echo.shared")
            String queue,

            @Schema(description = "Bytes of its body") long size,

            @Schema(description = "Beginning of its body, at most 1 KiB")
            String excerpt,

            @Schema(
                    description = "text where the excerpt is UTF-8, else base64",
                    allowableValues = {"text", "base64"})
            String excerptEncoding,

            @Schema(types = "object") JsonText headers)
            implements LetterView {

        static OfMessage from(DeadLetter.OfMessage letter) {
            Excerpt excerpt = Excerpt.of(letter.body(), letter.size());
            return new OfMessage(
                    "message",
                    letter.id(),
                    letter.reason(),
                    letter.diedAt(),
                    letter.queue(),
                    letter.size(),
                    excerpt.text(),
                    excerpt.encoding(),
                    new JsonText(letter.headers()));
        }
    }
}
