package dev.warren.gateway.publish;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.broker.KeepTopology;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublicationLog.Publication;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Sees to it that messages find their queues, and tells the ledger of those that did not. */
@Component
final class ProvideQueues {

    private static final int BATCH = 1_000;
    private static final Logger log = LoggerFactory.getLogger(ProvideQueues.class);

    private final KeepTopology topology;
    private final PublicationLog ledger;

    ProvideQueues(KeepTopology topology, PublicationLog ledger) {
        this.topology = topology;
        this.ledger = ledger;
    }

    /** Declares the queue that a message is about to be sent to, if nobody did on this connection. */
    void declareBeforeUse(AgentQueue queue) throws IOException, TimeoutException {
        topology.declareBeforeUse(queue);
    }

    /**
     * Notes that these came back: tasks that find no queue for long end with that reason. Where the ledger is away
     * nothing is noted; the tasks come up again, and so does their failure to find a queue.
     */
    void noteReturned(List<Outgoing> returned, int generation) {
        try {
            for (int from = 0; from < returned.size(); from += BATCH) {
                ledger.returned(returned.subList(from, Math.min(from + BATCH, returned.size())).stream()
                        .map(message -> new Publication(
                                message.task().id(), message.task().fence(), generation))
                        .toList());
            }
        } catch (DataAccessException e) {
            log.debug("The return of {} messages is not noted", returned.size(), e);
        }
    }

    /** Declares everything: somebody deleted a queue, or its binding. */
    void declareAgain(List<Outgoing> returned) throws IOException, TimeoutException {
        Outgoing first = returned.getFirst();
        log.warn(
                "{} messages found no queue, the first of them for agent {} in lane {}; declaring the topology again",
                returned.size(),
                first.task().agent(),
                first.task().lane());
        topology.declareAgain();
    }
}
