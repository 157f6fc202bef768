package dev.warren.doctor.broker;

import dev.warren.doctor.ledger.Ledger;
import dev.warren.model.topology.Topology;
import java.sql.SQLException;
import java.util.List;

/** The queues of agents that the ledger asks for. */
final class RegisteredQueues {

    private RegisteredQueues() {}

    /** Their names, in order. */
    static List<String> in(Ledger ledger) throws SQLException {
        return ledger.list(
                "select agent, lane from agent_queue order by agent, lane",
                row -> Topology.agentQueue(row.getString(1), row.getString(2)));
    }
}
