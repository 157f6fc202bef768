package dev.warren.store.child;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.worker.Lease;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;

/** Submits children of running tasks and tells how they stand. */
public final class ChildTasks {

    private final JdbcOperations ledger;

    public ChildTasks(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Submits {@code child}, once for its name in the parent's run: asked again, it answers the same task. */
    public SentChild send(UUID incarnation, Lease parent, NewChild child) {
        return ledger.query(
                        "select * from send_child(?, ?, ?, ?, ?, ?, ?, ?::smallint, ?::bigint)",
                        (row, number) -> sent(row),
                        incarnation,
                        parent.task(),
                        parent.fence(),
                        child.name(),
                        child.id(),
                        child.agent(),
                        child.input(),
                        child.priority(),
                        child.timeout() == null ? null : child.timeout().toMillis())
                .getFirst();
    }

    private static SentChild sent(ResultSet row) throws SQLException {
        String refusal = row.getString("refusal");
        return refusal == null
                ? new SentChild.Sent(row.getObject("child", UUID.class))
                : new SentChild.Refused(SentChild.Why.valueOf(refusal));
    }

    /**
     * How children of {@code parent} stand.
     *
     * @return in no order; those are left out that are not its children, and all where the attempt no longer owns it
     */
    public List<ChildStanding> standing(UUID incarnation, Lease parent, List<UUID> children) {
        return ledger.query(
                "select * from children(?, ?, ?, ?)",
                (row, number) -> new ChildStanding(
                        row.getObject("id", UUID.class),
                        TaskStatus.valueOf(row.getString("status")),
                        row.getString("output"),
                        reason(row.getString("error_reason")),
                        row.getString("error_code"),
                        row.getString("error_message")),
                incarnation,
                parent.task(),
                parent.fence(),
                children.toArray(UUID[]::new));
    }

    private static @Nullable FailureReason reason(@Nullable String name) {
        return name == null ? null : FailureReason.valueOf(name);
    }
}
