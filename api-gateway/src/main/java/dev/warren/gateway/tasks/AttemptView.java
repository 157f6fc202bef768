package dev.warren.gateway.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.store.replay.CompletedRun;
import dev.warren.store.task.EndedAttempt;
import dev.warren.store.task.Task;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one attempt did.
 *
 * @param outcome {@code RUNNING} while it does not have one
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Attempt")
public record AttemptView(
        @Schema(description = "Which run of the task it belongs to", example = "1")
        int run,

        int attempt,

        @Schema(description = "Left out where an older release wrote it", example = "echo") @Nullable
        String agent,

        @Schema(description = "Version of the agent; left out where an older release wrote it", example = "1") @Nullable
        String agentVersion,

        String worker,
        Instant startedAt,
        @Nullable Instant endedAt,
        Outcome outcome,
        @Nullable Error error) {

    /** How an attempt ended, if it has: the last three wait for somebody else, at no charge. */
    public enum Outcome {
        RUNNING,
        COMPLETED,
        FAILED,
        RETRIED,
        TIMED_OUT,
        CANCELED,
        RELEASED,
        WORKER_DIED,
        HANDED_OFF,
        ASKED,
        CALLED
    }

    /** What went wrong in the attempt. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "AttemptError")
    public record Error(@Nullable String code, @Nullable String message) {}

    static AttemptView from(EndedAttempt attempt) {
        Error error = attempt.errorCode() == null && attempt.errorMessage() == null
                ? null
                : new Error(attempt.errorCode(), attempt.errorMessage());
        return new AttemptView(
                attempt.key().run(),
                attempt.key().attempt(),
                attempt.agent(),
                attempt.agentVersion(),
                attempt.worker(),
                attempt.startedAt(),
                attempt.endedAt(),
                Outcome.valueOf(attempt.outcome().name()),
                error);
    }

    static AttemptView from(CompletedRun run) {
        return new AttemptView(
                run.run(),
                run.attempt(),
                null,
                null,
                run.worker(),
                run.startedAt(),
                run.endedAt(),
                Outcome.COMPLETED,
                null);
    }

    /** The attempt that stands in the task's row: the one that runs or that completed it. */
    static Optional<AttemptView> inRowOf(Task task) {
        String worker = task.worker();
        Instant claimedAt = task.claimedAt();
        if (worker == null || claimedAt == null) {
            return Optional.empty();
        }
        return switch (task.status()) {
            case RUNNING -> Optional.of(inRow(task, worker, claimedAt, null, Outcome.RUNNING));
            case COMPLETED -> Optional.of(inRow(task, worker, claimedAt, task.finishedAt(), Outcome.COMPLETED));
            case SCHEDULED, QUEUED, WAITING_INPUT, FAILED, CANCELED, EXPIRED -> Optional.empty();
        };
    }

    private static AttemptView inRow(
            Task task, String worker, Instant claimedAt, @Nullable Instant endedAt, Outcome outcome) {
        return new AttemptView(
                task.run(),
                task.attempt(),
                task.agent(),
                task.agentVersion(),
                worker,
                claimedAt,
                endedAt,
                outcome,
                null);
    }
}
