package dev.warren.store.deadletter;

import dev.warren.store.connect.Column;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** What the broker said of the messages it gave up. Ask for the tasks first: this names no tenant. */
public final class BrokerDeaths {

    private static final String DEATHS = """
            select task_id, run, at, fence, reason, data::text as record
            from task_event where task_id = any (?) and type = 'BROKER_DEATH' order by task_id, seq""";

    private final JdbcOperations ledger;

    public BrokerDeaths(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Those of {@code tasks}, task by task, oldest first. */
    public List<BrokerDeath> of(List<UUID> tasks) {
        return ledger.query(
                DEATHS,
                (row, number) -> new BrokerDeath(
                        row.getObject("task_id", UUID.class),
                        row.getInt("run"),
                        row.getTimestamp("at").toInstant(),
                        row.getLong("fence"),
                        row.getString("reason"),
                        row.getString("record")),
                Column.of("uuid", tasks, task -> task));
    }
}
