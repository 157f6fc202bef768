package dev.warren.store.agent;

import java.util.Optional;
import org.springframework.jdbc.core.JdbcOperations;

/** Stops and starts the claims of an agent's tasks, everywhere. */
public final class PauseAgent {

    private final JdbcOperations ledger;

    public PauseAgent(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Whether that changed anything; empty where the tenant may use no such agent. */
    public Optional<Boolean> pause(String tenant, String agent, boolean paused) {
        return ledger
                .query(
                        "select changed from pause_agent(?, ?, ?)",
                        (row, number) -> row.getBoolean(1),
                        tenant,
                        agent,
                        paused)
                .stream()
                .findFirst();
    }
}
