package dev.warren.gateway.publish;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import dev.warren.gateway.broker.BrokerConnections;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.KeepTopology;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Connects to the broker, declares the topology in its dialect, and opens the channel to publish on. */
@Component
final class OpenSession {

    private static final Logger log = LoggerFactory.getLogger(OpenSession.class);

    private final BrokerConnections connections;
    private final KeepTopology topology;
    private final BrokerState state;
    private final ConfirmLog confirms;
    private final PublishMeters meters;

    OpenSession(
            BrokerConnections connections,
            KeepTopology topology,
            BrokerState state,
            ConfirmLog confirms,
            PublishMeters meters) {
        this.connections = connections;
        this.topology = topology;
        this.state = state;
        this.confirms = confirms;
        this.meters = meters;
    }

    /**
     * Opens a session; from here on the state says connected.
     *
     * @throws IllegalArgumentException the broker is too old
     * @throws org.springframework.amqp.AmqpException the broker is away, or refuses this user
     */
    PublishSession open(PublishProperties properties) throws IOException, TimeoutException {
        Connection connection = connections.openPublishing();
        try {
            connection.addBlockedListener(blocked());
            String version = String.valueOf(connection.getServerProperties().get("version"));
            topology.declareAll(version);
            Channel channel = connection.createChannel();
            if (channel == null) {
                throw new IOException("the broker allows no channel on this connection");
            }
            var confirming =
                    new ConfirmChannel(channel, new Unconfirmed(properties.mostUnconfirmed()), confirms, meters);
            state.connected(version);
            log.info("Connected to RabbitMQ {} at {}", version, connections.address());
            return new PublishSession(connection, confirming, topology, state, properties.confirmTimeout());
        } catch (IOException | TimeoutException | RuntimeException e) {
            connection.abort(1_000);
            throw e;
        }
    }

    private BlockedListener blocked() {
        return new BlockedListener() {
            @Override
            public void handleBlocked(String reason) {
                log.warn("The broker takes no messages ({}); tasks are accepted and published later", reason);
                state.blocked(reason);
            }

            @Override
            public void handleUnblocked() {
                log.info("The broker takes messages again");
                state.unblocked();
            }
        };
    }
}
