package dev.warren.gateway.agents;

import dev.warren.gateway.ledger.KeptAnswer;
import dev.warren.store.tally.AgentActivity;
import dev.warren.store.tally.LedgerTallies;
import java.time.Duration;
import java.util.Map;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** What all processes do, as of some seconds ago at most. However many ask, the ledger is asked once. */
@Component
class RecentActivity {

    private static final Duration KEPT = Duration.ofSeconds(2);

    private final KeptAnswer<Map<String, AgentActivity>> activity;

    RecentActivity(JdbcOperations ledger) {
        this.activity = new KeptAnswer<>(KEPT, new LedgerTallies(ledger)::read);
    }

    /** @throws org.springframework.dao.DataAccessException the ledger is away */
    Map<String, AgentActivity> read() {
        return activity.get();
    }
}
