package dev.warren.store.task;

import dev.warren.store.connect.Column;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Tells which of many tasks have ended. For those who wait on them, whoever owns them. */
public final class FindEnded {

    private static final String ENDED =
            "select id from task where id = any(?) and status in ('COMPLETED', 'FAILED', 'CANCELED', 'EXPIRED')";

    private final JdbcOperations ledger;

    public FindEnded(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    public List<UUID> among(List<UUID> tasks) {
        return ledger.query(
                ENDED, (row, number) -> row.getObject("id", UUID.class), Column.of("uuid", tasks, task -> task));
    }
}
