package dev.warren.store.submit;

import static java.util.stream.Collectors.toMap;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.connect.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Writes new tasks into the ledger, many in one commit. */
public final class SubmitTasks {

    private static final String SUBMIT =
            "select * from submit(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final JdbcOperations ledger;

    public SubmitTasks(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Commits {@code tasks}, all or none.
     *
     * @param generation of the broker that the submitter is going to publish to
     * @return one answer per task, in their order
     * @throws org.springframework.dao.DataAccessException nothing was written, or it is unknown whether
     */
    public List<Submitted> submit(List<NewTask> tasks, int generation) {
        Map<UUID, Submitted> answers = ledger
                .query(
                        SUBMIT,
                        SubmitTasks::read,
                        Column.of("uuid", tasks, NewTask::id),
                        Column.of("text", tasks, NewTask::tenant),
                        Column.of("text", tasks, NewTask::agent),
                        Column.of("text", tasks, NewTask::lane),
                        Column.of("int2", tasks, NewTask::priority),
                        Column.of("text", tasks, NewTask::input),
                        Column.of("text", tasks, NewTask::labels),
                        Column.of("int8", tasks, SubmitTasks::delayMillis),
                        Column.of("timestamptz", tasks, SubmitTasks::notBefore),
                        Column.of("int8", tasks, task -> millis(task.ttl())),
                        Column.of("int8", tasks, task -> millis(task.timeout())),
                        Column.of("int4", tasks, NewTask::maxAttempts),
                        Column.of("text", tasks, NewTask::retry),
                        Column.of("text", tasks, NewTask::traceparent),
                        Column.of("text", tasks, task -> of(task.routed(), SubmitTasks::capabilities)),
                        Column.of("text", tasks, task -> of(task.routed(), NewTask.Routed::routing)),
                        Column.of("text", tasks, task -> of(task.idempotency(), NewTask.Idempotency::key)),
                        Column.of("text", tasks, task -> of(task.idempotency(), NewTask.Idempotency::bodyHash)),
                        generation)
                .stream()
                .collect(toMap(Answer::asked, Answer::submitted));
        return tasks.stream()
                .map(task -> Objects.requireNonNull(answers.get(task.id()), "no answer for a submission"))
                .toList();
    }

    private static String capabilities(NewTask.Routed routed) {
        return String.join(",", routed.capabilities());
    }

    private record Answer(UUID asked, Submitted submitted) {}

    private static Answer read(ResultSet row, int number) throws SQLException {
        UUID asked = row.getObject("id", UUID.class);
        UUID winner = row.getObject("task_id", UUID.class);
        if (!winner.equals(asked)) {
            return new Answer(
                    asked,
                    row.getBoolean("same_body") ? new Submitted.Repeated(winner) : new Submitted.KeyReused(winner));
        }
        Timestamp expiresAt = row.getTimestamp("expires_at");
        return new Answer(
                asked,
                new Submitted.Accepted(
                        asked,
                        TaskStatus.valueOf(row.getString("status")),
                        row.getTimestamp("created_at").toInstant(),
                        row.getTimestamp("due_at").toInstant(),
                        expiresAt == null ? null : expiresAt.toInstant()));
    }

    private static @Nullable Long delayMillis(NewTask task) {
        return task.start() instanceof NewTask.Start.After after ? millis(after.delay()) : null;
    }

    private static @Nullable OffsetDateTime notBefore(NewTask task) {
        return task.start() instanceof NewTask.Start.NotBefore start ? utc(start.time()) : null;
    }

    private static OffsetDateTime utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Long millis(@Nullable Duration duration) {
        return of(duration, Duration::toMillis);
    }

    private static <T, R> @Nullable R of(@Nullable T value, Function<T, R> property) {
        return value == null ? null : property.apply(value);
    }
}
