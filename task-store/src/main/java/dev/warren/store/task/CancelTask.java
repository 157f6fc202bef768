package dev.warren.store.task;

import dev.warren.model.task.TaskStatus;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Cancels a task: one that waits ends at once, one that runs is marked, and its worker ends it. */
public final class CancelTask {

    private final JdbcOperations ledger;

    public CancelTask(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * What a cancel found and did.
     *
     * @param status afterwards
     * @param run and {@code fence} of the attempt to interrupt, where the status is {@code RUNNING}
     * @param owner incarnation of the worker that runs it, where one does
     * @param changed false where the task had ended, or the same was asked before
     */
    public record Canceled(
            TaskStatus status,
            int run,
            long fence,
            @Nullable UUID owner,
            boolean changed) {}

    /** Empty where the tenant has no such task. */
    public Optional<Canceled> cancel(String tenant, UUID task) {
        return ledger
                .query(
                        "select * from cancel(?, ?)",
                        (row, number) -> new Canceled(
                                TaskStatus.valueOf(row.getString("status")),
                                row.getInt("run"),
                                row.getLong("fence"),
                                row.getObject("owner", UUID.class),
                                row.getBoolean("changed")),
                        tenant,
                        task)
                .stream()
                .findFirst();
    }
}
