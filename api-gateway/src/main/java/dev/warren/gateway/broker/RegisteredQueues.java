package dev.warren.gateway.broker;

import java.util.List;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** The queues that the registry in the ledger asks for. */
@Component
public final class RegisteredQueues {

    private final JdbcOperations ledger;
    private volatile List<AgentQueue> lastKnown = List.of();

    RegisteredQueues(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** Reads them, by agent and lane. */
    public List<AgentQueue> read() {
        lastKnown = List.copyOf(ledger.query(
                "select agent, lane from agent_queue order by agent, lane",
                (row, number) -> new AgentQueue(row.getString("agent"), row.getString("lane"))));
        return lastKnown;
    }

    /** Reads them, or answers what was read last where the ledger is away: the broker may be back before it. */
    List<AgentQueue> readOrRecall() {
        try {
            return read();
        } catch (DataAccessException e) {
            return lastKnown;
        }
    }
}
