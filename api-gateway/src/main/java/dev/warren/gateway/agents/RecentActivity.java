package dev.warren.gateway.agents;

import dev.warren.store.tally.AgentActivity;
import dev.warren.store.tally.LedgerTallies;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** What all processes do, as of some seconds ago at most. However many ask, the ledger is asked once. */
@Component
class RecentActivity {

    private static final long KEPT_NANOS = Duration.ofSeconds(2).toNanos();

    private final LedgerTallies ledger;
    private Map<String, AgentActivity> last = Map.of();
    private long lastUntil = System.nanoTime();

    RecentActivity(JdbcOperations ledger) {
        this.ledger = new LedgerTallies(ledger);
    }

    /** @throws org.springframework.dao.DataAccessException the ledger is away */
    synchronized Map<String, AgentActivity> read() {
        if (System.nanoTime() - lastUntil >= 0) {
            last = ledger.read();
            lastUntil = System.nanoTime() + KEPT_NANOS;
        }
        return last;
    }
}
