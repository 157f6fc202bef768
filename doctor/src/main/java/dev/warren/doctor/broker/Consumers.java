package dev.warren.doctor.broker;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import dev.warren.doctor.ledger.AgentsServed;
import dev.warren.doctor.ledger.Ledger;
import dev.warren.model.topology.Topology;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Whether the queue of each agent has consumers while workers that host it have room. */
final class Consumers implements Check {

    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Broker broker;
    private final @Nullable Ledger ledger;

    Consumers(Broker broker, @Nullable Ledger ledger) {
        this.broker = broker;
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "consumers";
    }

    @Override
    public List<Finding> look() throws Exception {
        if (ledger == null) {
            return List.of(Finding.note("Not compared: the ledger's address was not given."));
        }
        Set<String> unconsumed = unconsumed(ledger);
        if (!unconsumed.isEmpty()) {
            Thread.sleep(BETWEEN_LOOKS); // a worker that had no free slot comes back to its queues
            unconsumed.retainAll(unconsumed(ledger));
        }
        return unconsumed.isEmpty()
                ? List.of(Finding.ok("Workers consume the queues of the agents they host."))
                : List.of(Finding.problem(
                        Runbook.AGENT_WITHOUT_WORKER,
                        "Workers with free slots host %s, and none of them consumes its queue.",
                        String.join(", ", unconsumed)));
    }

    private Set<String> unconsumed(Ledger ledger) throws Exception {
        Set<String> served = new HashSet<>();
        for (AgentsServed.Served agent : new AgentsServed(ledger).read()) {
            if (!agent.paused() && agent.free() > 0) {
                served.add(agent.agent());
            }
        }
        Map<String, Broker.Depth> depths = broker.depths(served.stream()
                .map(agent -> Topology.agentQueue(agent, Topology.SHARED_LANE))
                .toList());
        Set<String> unconsumed = new TreeSet<>();
        for (String agent : served) {
            Broker.Depth depth = depths.get(Topology.agentQueue(agent, Topology.SHARED_LANE));
            if (depth != null && depth.consumers() == 0) {
                unconsumed.add(agent);
            }
        }
        return unconsumed;
    }
}
