package dev.warren.gateway.metric;

import dev.warren.store.tally.AgentTallies;
import dev.warren.store.tally.LedgerTallies;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Counts what this gateway does for each agent, and tells the ledger, where all gateways find it. */
@Component
public final class KeepTally {

    private final UUID process = UUID.randomUUID();
    private final AgentTallies tallies = new AgentTallies();
    private final LedgerTallies ledger;

    KeepTally(JdbcOperations ledger) {
        this.ledger = new LedgerTallies(ledger);
    }

    public void submitted(String agent) {
        tallies.submitted(agent);
    }

    /** It failed or expired. */
    void failed(String agent) {
        tallies.failed(agent);
    }

    /** Every {@link AgentTallies#EVERY}, by one thread. */
    public void tell() {
        ledger.tell(process, tallies.next());
    }

    /** Drops what processes told that are gone. */
    public void forget() {
        ledger.forget();
    }
}
