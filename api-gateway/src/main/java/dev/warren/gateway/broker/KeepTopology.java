package dev.warren.gateway.broker;

import dev.warren.model.topology.BrokerDialect;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Keeps the broker's topology as the registry wants it: everything is declared when a connection was made and when a
 * message found no queue, and a new agent's queue when the registry brings it or its first message is about to be sent.
 */
@Component
public final class KeepTopology {

    private static final Logger log = LoggerFactory.getLogger(KeepTopology.class);

    private final DeclareTopology topology;
    private final RegisteredQueues registered;
    private final Set<AgentQueue> declared = new HashSet<>();
    private final Set<AgentQueue> refused = new HashSet<>();
    private @Nullable BrokerDialect dialect;

    KeepTopology(DeclareTopology topology, RegisteredQueues registered) {
        this.topology = topology;
        this.registered = registered;
    }

    /**
     * Declares everything on a broker that a connection was just made to.
     *
     * @param version as the broker gives it in its server properties; it decides the dialect
     * @throws IllegalArgumentException the broker is too old
     * @throws org.springframework.amqp.AmqpException the broker is away again
     */
    public synchronized void declareAll(String version) throws IOException, TimeoutException {
        dialect = BrokerDialect.of(version);
        declareAgain();
    }

    /** As {@link #declareAll}, on a broker of which the ledger knows that it has lost everything. */
    synchronized void declareAllOnNewBroker(String version) throws IOException, TimeoutException {
        dialect = BrokerDialect.of(version);
        declared.clear();
        topology.declareShared(dialect);
        declare(registered.read(), dialect, topology::declareOnNewBroker);
    }

    /** Declares what belongs to no agent again, on the broker of the last {@link #declareAll}. */
    public synchronized void declareShared() throws IOException, TimeoutException {
        if (dialect != null) {
            topology.declareShared(dialect);
        }
    }

    /** Declares everything again, on the broker of the last {@link #declareAll}. */
    public synchronized void declareAgain() throws IOException, TimeoutException {
        if (dialect == null) {
            return;
        }
        declared.clear();
        topology.declareShared(dialect);
        declare(registered.readOrRecall(), dialect);
    }

    /** Declares the queues that are new in the registry. */
    public synchronized void declareNew() throws IOException, TimeoutException {
        if (dialect != null) {
            declare(registered.read(), dialect);
        }
    }

    /** Declares a queue that this gateway is about to send to for the first time on the present connection. */
    public synchronized void declareBeforeUse(AgentQueue queue) throws IOException, TimeoutException {
        if (dialect != null) {
            declare(List.of(queue), dialect);
        }
    }

    /** The queues that were declared on the present connection. */
    public synchronized List<AgentQueue> declared() {
        return List.copyOf(declared);
    }

    private void declare(List<AgentQueue> queues, BrokerDialect dialect) throws IOException, TimeoutException {
        declare(queues, dialect, topology::declare);
    }

    /** Whatever is wrong with one queue, the others are declared: messages for it come back, and their tasks say so. */
    private void declare(List<AgentQueue> queues, BrokerDialect dialect, Declaration declaration)
            throws IOException, TimeoutException {
        for (AgentQueue queue : queues) {
            if (declared.contains(queue)) {
                continue;
            }
            try {
                declaration.declare(queue, dialect);
                declared.add(queue);
                refused.remove(queue);
            } catch (IOException e) {
                if (!ChannelClosed.alone(e)) {
                    throw e;
                }
                complain(queue, e);
            }
        }
    }

    private void complain(AgentQueue queue, IOException e) {
        if (refused.add(queue)) {
            log.error(
                    "The broker refuses queue {}, whose tasks wait until somebody changes that: {}",
                    queue.name(),
                    ChannelClosed.reason(e));
        } else {
            log.debug("The broker still refuses queue {}", queue.name(), e);
        }
    }

    @FunctionalInterface
    private interface Declaration {
        void declare(AgentQueue queue, BrokerDialect dialect) throws IOException, TimeoutException;
    }
}
