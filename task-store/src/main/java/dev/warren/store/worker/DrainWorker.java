package dev.warren.store.worker;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Lets a worker claim nothing more, on an operator's request. It learns that with its next beat. */
public final class DrainWorker {

    private final JdbcOperations ledger;

    public DrainWorker(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Answers the state afterwards, which is unchanged where it has left or is dead; empty where there is no such worker. */
    public Optional<RegisteredWorker.State> drain(UUID incarnation) {
        return ledger
                .query(
                        "select state from drain(?)",
                        (row, number) -> RegisteredWorker.State.valueOf(row.getString(1)),
                        incarnation)
                .stream()
                .findFirst();
    }
}
