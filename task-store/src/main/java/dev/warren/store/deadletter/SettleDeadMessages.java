package dev.warren.store.deadletter;

import dev.warren.store.connect.Column;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.finish.Finished;
import java.util.List;
import org.springframework.jdbc.core.JdbcOperations;

/** Lets the rows of tasks decide what becomes of messages that the broker gave up. */
public final class SettleDeadMessages {

    private final JdbcOperations ledger;

    public SettleDeadMessages(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /**
     * Settles {@code messages}; the same ones again change nothing more. A task that still waits for its message expires if
     * its time is over by the ledger's clock, fails as undeliverable if this was the fifth message that nobody could take,
     * and is due for publication otherwise.
     *
     * @return the tasks that changed, and to what
     */
    public List<Finished> settle(List<DeadMessage> messages) {
        return ledger.query(
                "select * from settle_dead_messages(?, ?, ?, ?)",
                FinishAttempts::read,
                Column.of("uuid", messages, DeadMessage::task),
                Column.of("int8", messages, DeadMessage::fence),
                Column.of("text", messages, DeadMessage::reason),
                Column.of("json", messages, DeadMessage::record));
    }
}
