package dev.warren.gateway.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Asks the broker how full queues are. */
@Component
public final class InspectQueues {

    private final BrokerConnections connections;

    InspectQueues(BrokerConnections connections) {
        this.connections = connections;
    }

    /**
     * What the broker says of a queue.
     *
     * @param messages that wait for delivery; delivered and unacknowledged ones are not among them
     * @param consumers that are subscribed
     */
    public record Depth(int messages, int consumers) {}

    /**
     * The depths of {@code queues}; one that the broker does not have is left out.
     *
     * @throws org.springframework.amqp.AmqpException the broker is away
     */
    public Map<AgentQueue, Depth> depths(Collection<AgentQueue> queues) throws IOException, TimeoutException {
        var depths = new HashMap<AgentQueue, Depth>();
        @Nullable Channel channel = null;
        try {
            for (AgentQueue queue : queues) {
                if (channel == null) {
                    channel = connections.openInspecting();
                }
                try {
                    AMQP.Queue.DeclareOk ok = channel.queueDeclarePassive(queue.name());
                    depths.put(queue, new Depth(ok.getMessageCount(), ok.getConsumerCount()));
                } catch (IOException e) {
                    if (!ChannelClosed.with(AMQP.NOT_FOUND, e)) {
                        throw e;
                    }
                    channel = null; // the broker closed it with its answer
                }
            }
            return depths;
        } finally {
            if (channel != null && channel.isOpen()) {
                channel.close();
            }
        }
    }
}
