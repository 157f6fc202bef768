package dev.warren.gateway.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.BuiltinExchangeType;
import com.rabbitmq.client.Channel;
import dev.warren.model.topology.BrokerDialect;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Declares what Warren needs at the broker. Repeating it changes nothing. A queue that exists with another type or other
 * arguments is deleted and declared anew: what it held stands in the ledger.
 */
@Component
final class DeclareTopology {

    /**
     * How often a quorum queue hands a message out again after its consumer's channel was lost, before it calls it a
     * dead letter. This is RabbitMQ's own default, said aloud so that no server-wide setting changes it. A message is
     * unacknowledged only for the moment of its claim, so twenty losses in a row mean that it kills whoever reads it.
     * A worker that gives a message back uses {@code basic.nack}, which 4.3 does not count. Classic queues know no
     * such limit.
     */
    private static final int DELIVERY_LIMIT = 20;

    private static final Logger log = LoggerFactory.getLogger(DeclareTopology.class);

    private final BrokerConnections connections;
    private final RepublishLost lost;

    DeclareTopology(BrokerConnections connections, RepublishLost lost) {
        this.connections = connections;
        this.lost = lost;
    }

    /** Declares the exchanges, and the queues of dead letters and of the mark. */
    void declareShared(BrokerDialect dialect) throws IOException, TimeoutException {
        try (Channel channel = connections.openInspecting()) {
            for (String exchange : List.of(
                    Topology.TASKS_EXCHANGE,
                    Topology.DEAD_LETTERS,
                    Topology.GENERATION,
                    Topology.CONTROL_EXCHANGE,
                    Topology.EVENTS_EXCHANGE)) {
                channel.exchangeDeclare(exchange, BuiltinExchangeType.TOPIC, true);
            }
        } catch (IOException e) {
            if (ChannelClosed.with(AMQP.PRECONDITION_FAILED, e)) {
                throw new IOException(
                        "An exchange of Warren exists with another type. Delete it, for example with rabbitmqadmin, and"
                                + " it is declared anew: " + ChannelClosed.reason(e),
                        e);
            }
            throw e;
        }
        declare(
                new Wanted(
                        Topology.DEAD_LETTERS, Topology.DEAD_LETTERS, "#", Map.of("x-queue-type", dialect.queueType())),
                () -> {});
        declare(new Wanted(Topology.GENERATION, Topology.GENERATION, "#", markArguments(dialect)), () -> {});
    }

    /** The mark outlives any number of readers that die over it: a quorum queue would give it up after twenty. */
    private static Map<String, Object> markArguments(BrokerDialect dialect) {
        var arguments = new HashMap<String, Object>(Map.of("x-queue-type", dialect.queueType(), "x-max-length", 1));
        if (dialect == BrokerDialect.QUORUM) {
            arguments.put("x-delivery-limit", -1);
        }
        return arguments;
    }

    /** Declares the queue of an agent and binds it; notes the loss of what was in it, where it does not exist. */
    void declare(AgentQueue queue, BrokerDialect dialect) throws IOException, TimeoutException {
        declare(queue, dialect, () -> lost.missing(queue));
    }

    /** As {@link #declare(AgentQueue, BrokerDialect)} on a broker of which the ledger knows that it has lost everything. */
    void declareOnNewBroker(AgentQueue queue, BrokerDialect dialect) throws IOException, TimeoutException {
        declare(queue, dialect, () -> {});
    }

    private void declare(AgentQueue queue, BrokerDialect dialect, Runnable beforeItIsMade)
            throws IOException, TimeoutException {
        var arguments = new HashMap<>(dialect.taskQueueArguments());
        arguments.put("x-dead-letter-exchange", Topology.DEAD_LETTERS);
        if (dialect == BrokerDialect.QUORUM) {
            arguments.put("x-delivery-limit", DELIVERY_LIMIT);
        }
        declare(new Wanted(queue.name(), Topology.TASKS_EXCHANGE, queue.name(), arguments), beforeItIsMade);
    }

    private record Wanted(String queue, String exchange, String routingKey, Map<String, Object> arguments) {}

    private void declare(Wanted wanted, Runnable beforeItIsMade) throws IOException, TimeoutException {
        if (!exists(wanted.queue())) {
            beforeItIsMade.run();
        }
        try {
            declareAndBind(wanted);
        } catch (IOException e) {
            if (!ChannelClosed.with(AMQP.PRECONDITION_FAILED, e)) {
                throw e;
            }
            log.warn(
                    "Queue {} was declared differently; deleting it and declaring it anew, its tasks are published again:"
                            + " {}",
                    wanted.queue(),
                    ChannelClosed.reason(e));
            try (Channel channel = connections.openInspecting()) {
                channel.queueDelete(wanted.queue());
            }
            beforeItIsMade.run();
            declareAndBind(wanted);
        }
    }

    /** On a channel of its own: the broker answers "no such queue" by closing it. */
    private boolean exists(String queue) throws IOException, TimeoutException {
        try (Channel channel = connections.openInspecting()) {
            channel.queueDeclarePassive(queue);
            return true;
        } catch (IOException e) {
            if (ChannelClosed.with(AMQP.NOT_FOUND, e)) {
                return false;
            }
            throw e;
        }
    }

    private void declareAndBind(Wanted wanted) throws IOException, TimeoutException {
        try (Channel channel = connections.openInspecting()) {
            channel.queueDeclare(wanted.queue(), true, false, false, wanted.arguments());
            channel.queueBind(wanted.queue(), wanted.exchange(), wanted.routingKey());
        }
    }
}
