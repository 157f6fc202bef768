package dev.warren.store.replay;

import dev.warren.store.connect.Column;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Earlier runs that completed: their last attempts stand nowhere else. Ask for the tasks first: this names no tenant. */
public final class CompletedRuns {

    private static final String COMPLETED = """
            select task_id, run, (final ->> 'attempt')::int as attempt, final ->> 'worker' as worker,
                   (final ->> 'claimed_at')::timestamptz as claimed_at,
                   (final ->> 'finished_at')::timestamptz as finished_at
            from task_run where task_id = any (?) and final ->> 'status' = 'COMPLETED' order by task_id, run""";

    private final JdbcOperations ledger;

    public CompletedRuns(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Those of {@code tasks}, task by task, oldest first. */
    public List<CompletedRun> of(List<UUID> tasks) {
        return ledger.query(
                COMPLETED,
                (row, number) -> new CompletedRun(
                        row.getObject("task_id", UUID.class),
                        row.getInt("run"),
                        row.getInt("attempt"),
                        row.getString("worker"),
                        row.getTimestamp("claimed_at").toInstant(),
                        row.getTimestamp("finished_at").toInstant()),
                Column.of("uuid", tasks, task -> task));
    }
}
