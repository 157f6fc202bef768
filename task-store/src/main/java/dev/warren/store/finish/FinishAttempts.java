package dev.warren.store.finish;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toMap;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.connect.Column;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes the results of attempts, many in one commit, each only where its fence still holds. */
public final class FinishAttempts {

    private final JdbcOperations ledger;

    public FinishAttempts(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Finishes attempts of the worker {@code incarnation}. Writing the same result again changes nothing, so a lost
     * answer is met by another try.
     *
     * @return one answer per result, in their order; empty where the attempt no longer owned its task and the result
     *     was dropped
     * @throws org.springframework.dao.DataAccessException nothing was written, or it is unknown whether
     */
    public List<Optional<Finished>> finish(UUID incarnation, List<AttemptResult> results) {
        Map<UUID, Finished> changed = ledger
                .query(
                        "select * from finish(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                        FinishAttempts::readWithParent,
                        incarnation,
                        Column.of("uuid", results, AttemptResult::task),
                        Column.of("int8", results, AttemptResult::fence),
                        Column.of("text", results, result -> outcome(result.ending())),
                        Column.of("int8", results, result -> delayMillis(result.ending())),
                        Column.of("text", results, result -> output(result.ending())),
                        Column.of(
                                "text",
                                results,
                                result -> problem(result.ending()).code()),
                        Column.of(
                                "text",
                                results,
                                result -> problem(result.ending()).message()),
                        Column.of("int8", results, AttemptResult::inputTokens),
                        Column.of("int8", results, AttemptResult::outputTokens),
                        Column.of("text", results, result -> nextAgent(result.ending())),
                        Column.of("text", results, result -> state(result.ending())),
                        Column.of("text", results, result -> question(result.ending())),
                        Column.of("text", results, result -> waitingFor(result.ending())))
                .stream()
                .collect(toMap(Finished::task, finished -> finished));
        // Of several attempts of one task in a group only the youngest can have owned it.
        Map<UUID, Long> youngest =
                results.stream().collect(toMap(AttemptResult::task, AttemptResult::fence, Math::max));
        return results.stream()
                .map(result -> Optional.ofNullable(changed.get(result.task()))
                        .filter(finished -> Objects.equals(result.fence(), youngest.get(result.task()))))
                .toList();
    }

    /**
     * What became of attempts whose {@link #finish} may have been written although its answer was lost.
     *
     * @return one answer per result, in their order; empty where the task has moved on, or never was this attempt's
     */
    public List<Optional<Finished>> written(List<AttemptResult> results) {
        Map<UUID, Finished> found = ledger
                .query(
                        "select * from written(?, ?)",
                        FinishAttempts::read,
                        Column.of("uuid", results, AttemptResult::task),
                        Column.of("int8", results, AttemptResult::fence))
                .stream()
                .collect(toMap(Finished::task, finished -> finished));
        return results.stream()
                .map(result -> Optional.ofNullable(found.get(result.task()))
                        .filter(finished -> finished.fence() == result.fence()))
                .toList();
    }

    /** Reads a row of {@code written}, {@code take_over} or {@code end_overdue}. */
    public static Finished read(ResultSet row, int number) throws SQLException {
        String reason = row.getString("error_reason");
        return new Finished(
                row.getObject("id", UUID.class),
                row.getInt("run"),
                row.getLong("fence"),
                TaskStatus.valueOf(row.getString("status")),
                reason == null ? null : FailureReason.valueOf(reason));
    }

    private static Finished readWithParent(ResultSet row, int number) throws SQLException {
        Finished finished = read(row, number);
        return new Finished(
                finished.task(),
                finished.run(),
                finished.fence(),
                finished.status(),
                finished.reason(),
                row.getObject("parent", UUID.class));
    }

    private static String outcome(Ending ending) {
        return switch (ending) {
            case Ending.Completed completed -> "COMPLETED";
            case Ending.Failed failed -> "FAILED";
            case Ending.Retry retry -> "RETRIED";
            case Ending.TimedOut timedOut -> "TIMED_OUT";
            case Ending.Canceled canceled -> "CANCELED";
            case Ending.Released released -> "RELEASED";
            case Ending.HandedOff handedOff -> "HANDED_OFF";
            case Ending.Asked asked -> "ASKED";
            case Ending.Called called -> "CALLED";
        };
    }

    private static @Nullable Long delayMillis(Ending ending) {
        return switch (ending) {
            case Ending.Retry(Duration delay, Problem problem) -> delay.toMillis();
            case Ending.TimedOut(Duration delay, Problem problem) -> delay.toMillis();
            case Ending.Asked asked -> asked.deadline().toMillis();
            case Ending.Completed c -> null;
            case Ending.Failed f -> null;
            case Ending.Canceled c -> null;
            case Ending.Released r -> null;
            case Ending.HandedOff h -> null;
            case Ending.Called c -> null;
        };
    }

    private static @Nullable String nextAgent(Ending ending) {
        return ending instanceof Ending.HandedOff handedOff ? handedOff.agent() : null;
    }

    private static @Nullable String state(Ending ending) {
        return switch (ending) {
            case Ending.HandedOff handedOff -> handedOff.state();
            case Ending.Asked asked -> asked.state();
            default -> null;
        };
    }

    private static @Nullable String question(Ending ending) {
        return ending instanceof Ending.Asked asked ? asked.question() : null;
    }

    /** As Postgres writes an array. */
    private static @Nullable String waitingFor(Ending ending) {
        return ending instanceof Ending.Called(List<UUID> children)
                ? children.stream().map(UUID::toString).collect(joining(",", "{", "}"))
                : null;
    }

    private static @Nullable String output(Ending ending) {
        return ending instanceof Ending.Completed(String output) ? output : null;
    }

    private record NullableProblem(
            @Nullable String code, @Nullable String message) {}

    private static NullableProblem problem(Ending ending) {
        Problem problem = switch (ending) {
            case Ending.Failed failed -> failed.problem();
            case Ending.Retry retry -> retry.problem();
            case Ending.TimedOut timedOut -> timedOut.problem();
            case Ending.Completed c -> null;
            case Ending.Canceled c -> null;
            case Ending.Released r -> null;
            case Ending.HandedOff h -> null;
            case Ending.Asked a -> null;
            case Ending.Called c -> null;
        };
        return problem == null
                ? new NullableProblem(null, null)
                : new NullableProblem(problem.code(), problem.message());
    }
}
