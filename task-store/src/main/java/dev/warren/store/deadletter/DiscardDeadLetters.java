package dev.warren.store.deadletter;

import dev.warren.store.connect.Column;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Takes dead letters off the list of what waits for an operator. Repeating it harms nothing. */
public final class DiscardDeadLetters {

    private final JdbcOperations ledger;

    public DiscardDeadLetters(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Discards tasks, which stay ended as they are; answers those that were dead letters of the tenant. */
    public List<UUID> tasks(String tenant, List<UUID> ids) {
        return discard("select discard(?, ?)", tenant, ids);
    }

    /** Forgets unreadable messages; answers those that were there. */
    public List<UUID> messages(String tenant, List<UUID> ids) {
        return discard("select discard_unreadable(?, ?)", tenant, ids);
    }

    private List<UUID> discard(String sql, String tenant, List<UUID> ids) {
        return ledger.query(
                sql, (row, number) -> row.getObject(1, UUID.class), tenant, Column.of("uuid", ids, id -> id));
    }
}
