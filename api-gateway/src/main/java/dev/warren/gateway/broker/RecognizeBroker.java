package dev.warren.gateway.broker;

import com.rabbitmq.client.Connection;
import dev.warren.store.sweep.SweepLedger;
import java.io.IOException;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Tells on each new connection whether this is the broker that the ledger knows, and declares the topology. A broker
 * without the mark of the present generation is new, or its disk was wiped: the generation is raised in the ledger first,
 * from which on every task that was published before counts as not published; then the topology is declared; the new
 * mark comes last. A gateway that dies in between leaves no mark, and the next one does it all again.
 */
@Component
final class RecognizeBroker {

    private static final Logger log = LoggerFactory.getLogger(RecognizeBroker.class);

    private final GenerationLock lock;
    private final SweepLedger ledger;
    private final KeepTopology topology;

    RecognizeBroker(GenerationLock lock, SweepLedger ledger, KeepTopology topology) {
        this.lock = lock;
        this.ledger = ledger;
        this.topology = topology;
    }

    private record Recognized(int generation, boolean known) {}

    /**
     * Answers the generation of the broker at the other end.
     *
     * @param version of the broker
     * @throws org.springframework.dao.DataAccessException the ledger is away: nothing may be published before it can
     *     be asked
     */
    int recognize(Connection connection, String version) throws IOException, TimeoutException {
        Recognized broker = lock.hold(known -> {
            OptionalInt mark = BrokerMark.read(connection);
            return mark.isPresent() && mark.getAsInt() == known
                    ? new Recognized(known, true)
                    : new Recognized(takeIn(connection, version, known), false);
        });
        if (broker.known()) {
            topology.declareAll(version);
        }
        return broker.generation();
    }

    private int takeIn(Connection connection, String version, int known) throws IOException, TimeoutException {
        int generation = ledger.raiseGeneration(known);
        if (known == 1) {
            log.info("The broker has no mark: the first one of this ledger. It gets the mark {}", generation);
        } else {
            log.warn(
                    "The broker lacks the mark {}: it is new, or its disk was wiped. It is generation {} now, and every"
                            + " queued task is published again",
                    known,
                    generation);
        }
        topology.declareAllOnNewBroker(version);
        BrokerMark.put(connection, generation);
        return generation;
    }
}
