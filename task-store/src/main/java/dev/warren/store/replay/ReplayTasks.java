package dev.warren.store.replay;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.connect.Column;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Starts the next run of tasks that have ended. The run before is kept as it was. */
public final class ReplayTasks {

    private final JdbcOperations ledger;

    public ReplayTasks(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Replays {@code tasks}, all or none of those that have ended.
     *
     * @param spacing between the due times of two of them, in whole milliseconds; the first is due now
     * @return one answer per task that the tenant has, in their order
     */
    public List<Replay> replay(String tenant, List<UUID> tasks, Duration spacing) {
        return ledger.query(
                "select * from replay(?, ?, ?)",
                (row, number) -> new Replay(
                        row.getObject("id", UUID.class),
                        row.getBoolean("replayed"),
                        TaskStatus.valueOf(row.getString("status")),
                        row.getInt("run"),
                        row.getTimestamp("due_at").toInstant()),
                tenant,
                Column.of("uuid", tasks, task -> task),
                spacing.toMillis());
    }
}
