package dev.warren.store.replay;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.connect.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Starts the next run of tasks that have ended. The run before is kept as it was. */
public final class ReplayTasks {

    private final JdbcOperations ledger;

    public ReplayTasks(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * A run that has ended.
     *
     * @param run where the task has gone on to another since, it is left alone; null for whichever it is
     */
    public record Ended(UUID task, @Nullable Integer run) {}

    /**
     * When replayed tasks are due.
     *
     * @param first of all of them, counted from now
     * @param spacing between two of them, to the microsecond
     */
    public record Pace(Duration first, Duration spacing) {}

    /**
     * Replays {@code tasks} in whichever run they are, all or none of those that have ended; the first is due now.
     *
     * @return one answer per task that the tenant has, in their order
     */
    public List<Replay> replay(String tenant, List<UUID> tasks, Duration spacing) {
        List<Ended> whichever =
                tasks.stream().map(task -> new Ended(task, null)).toList();
        return replay(tenant, whichever, new Pace(Duration.ZERO, spacing));
    }

    /**
     * Replays {@code tasks}, all or none of those that have ended.
     *
     * @return one answer per task that the tenant has, in their order
     */
    public List<Replay> replay(String tenant, List<Ended> tasks, Pace pace) {
        return ledger.query(
                "select * from replay(?, ?, ?, ?, ?)",
                ReplayTasks::read,
                tenant,
                Column.of("uuid", tasks, Ended::task),
                Column.of("int4", tasks, Ended::run),
                micros(pace.first()),
                micros(pace.spacing()));
    }

    private static Replay read(ResultSet row, int number) throws SQLException {
        return new Replay(
                row.getObject("id", UUID.class),
                row.getBoolean("replayed"),
                TaskStatus.valueOf(row.getString("status")),
                row.getInt("run"),
                row.getTimestamp("due_at").toInstant());
    }

    private static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }
}
