package dev.warren.store.progress;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Reads how far a task says it is. */
public final class FindProgress {

    private final JdbcOperations ledger;

    public FindProgress(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * What an attempt said last.
     *
     * @param fraction 0 to 1
     * @param message for people
     * @param at when the ledger heard of it
     */
    public record Reported(double fraction, String message, Instant at) {}

    /** Empty where no attempt of that run has said anything. */
    public Optional<Reported> of(UUID task, int run) {
        return ledger
                .query(
                        "select fraction::float8, message, at from task_progress where task_id = ? and run = ?",
                        (row, number) -> read(row),
                        task,
                        run)
                .stream()
                .findFirst();
    }

    private static Reported read(ResultSet row) throws SQLException {
        return new Reported(
                row.getDouble("fraction"),
                row.getString("message"),
                row.getTimestamp("at").toInstant());
    }
}
