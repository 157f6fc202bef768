package dev.warren.gateway.sweep;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.InspectQueues;
import dev.warren.gateway.broker.KeepTopology;
import dev.warren.gateway.broker.RepublishLost;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/**
 * Compares the broker's queues with the registry and the ledger: declares what is missing, and finds the tasks whose
 * messages are gone.
 */
@Component
final class WatchQueues {

    private final KeepTopology topology;
    private final InspectQueues inspect;
    private final BrokerState broker;
    private final RepublishLost lost;
    private final SweepProperties properties;
    private Set<AgentQueue> emptyBefore = Set.of();
    private Map<AgentQueue, InspectQueues.Depth> depths = Map.of();

    WatchQueues(
            KeepTopology topology,
            InspectQueues inspect,
            BrokerState broker,
            RepublishLost lost,
            SweepProperties properties) {
        this.topology = topology;
        this.inspect = inspect;
        this.broker = broker;
        this.lost = lost;
        this.properties = properties;
    }

    /** Notes losses that could not be noted when they were found. */
    void makeGood() {
        lost.makeGood();
    }

    /** Declares the queues of agents that are new in the registry. */
    void declareNew() throws IOException, TimeoutException {
        if (broker.isConnected()) {
            topology.declareNew();
        }
    }

    /**
     * Looks at the depth of each queue. A queue that is empty twice in a row, a few seconds apart, has lost the messages
     * of those tasks that were confirmed into it long ago and still wait: a worker holds a message without claiming
     * its task for a second at most.
     */
    void republishOfEmpty() throws IOException, TimeoutException {
        depths = Map.of();
        if (!broker.isConnected()) {
            emptyBefore = Set.of();
            return;
        }
        List<AgentQueue> declared = topology.declared();
        depths = inspect.depths(declared);
        if (depths.size() < declared.size()) {
            topology.declareAgain();
        }
        var empty = new HashSet<AgentQueue>();
        depths.forEach((queue, depth) -> {
            if (depth.messages() == 0) {
                empty.add(queue);
            }
        });
        empty.stream().filter(emptyBefore::contains).forEach(queue -> lost.empty(queue, properties.lostAfter()));
        emptyBefore = empty;
    }

    /** What the broker said of the queues at the last look; nothing while it does not answer. Asked by the thread that looks. */
    Map<AgentQueue, InspectQueues.Depth> depths() {
        return depths;
    }
}
