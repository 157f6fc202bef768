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

    DeclareTopology(BrokerConnections connections) {
        this.connections = connections;
    }

    /** Declares the exchanges, and the queue of dead letters. */
    void declareShared(BrokerDialect dialect) throws IOException, TimeoutException {
        try (Channel channel = connections.openInspecting()) {
            for (String exchange : List.of(
                    Topology.TASKS_EXCHANGE,
                    Topology.DEAD_LETTERS,
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
        declare(Topology.DEAD_LETTERS, Topology.DEAD_LETTERS, "#", Map.of("x-queue-type", dialect.queueType()));
    }

    /**
     * Declares the queue of an agent and binds it.
     *
     * @return whether the queue is new, so that nothing can be left of what was published into it before
     */
    boolean declare(AgentQueue queue, BrokerDialect dialect) throws IOException, TimeoutException {
        var arguments = new HashMap<>(dialect.taskQueueArguments());
        arguments.put("x-dead-letter-exchange", Topology.DEAD_LETTERS);
        if (dialect == BrokerDialect.QUORUM) {
            arguments.put("x-delivery-limit", DELIVERY_LIMIT);
        }
        return declare(queue.name(), Topology.TASKS_EXCHANGE, queue.name(), arguments);
    }

    private boolean declare(String queue, String exchange, String routingKey, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        boolean isNew = !exists(queue);
        try {
            declareAndBind(queue, exchange, routingKey, arguments);
        } catch (IOException e) {
            if (!ChannelClosed.with(AMQP.PRECONDITION_FAILED, e)) {
                throw e;
            }
            log.warn(
                    "Queue {} was declared differently; deleting it and declaring it anew, its tasks are published again:"
                            + " {}",
                    queue,
                    ChannelClosed.reason(e));
            try (Channel channel = connections.openInspecting()) {
                channel.queueDelete(queue);
            }
            declareAndBind(queue, exchange, routingKey, arguments);
            isNew = true;
        }
        return isNew;
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

    private void declareAndBind(String queue, String exchange, String routingKey, Map<String, Object> arguments)
            throws IOException, TimeoutException {
        try (Channel channel = connections.openInspecting()) {
            channel.queueDeclare(queue, true, false, false, arguments);
            channel.queueBind(queue, exchange, routingKey);
        }
    }
}
