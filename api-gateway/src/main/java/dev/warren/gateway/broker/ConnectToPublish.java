package dev.warren.gateway.broker;

import com.rabbitmq.client.BlockedListener;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Opens the connection to publish on, to a broker that is recognized first. */
@Component
public final class ConnectToPublish {

    private static final Logger log = LoggerFactory.getLogger(ConnectToPublish.class);

    private final BrokerConnections connections;
    private final RecognizeBroker recognize;
    private final BrokerState state;

    ConnectToPublish(BrokerConnections connections, RecognizeBroker recognize, BrokerState state) {
        this.connections = connections;
        this.recognize = recognize;
        this.state = state;
    }

    /**
     * Connects. Whoever publishes tells the {@link BrokerState} when it is ready.
     *
     * @throws IllegalArgumentException the broker is too old
     * @throws org.springframework.amqp.AmqpException the broker is away, or refuses this user
     * @throws org.springframework.dao.DataAccessException the ledger is away
     */
    public PublishingConnection connect() throws IOException, TimeoutException {
        BrokerConnections.Opened opened = connections.openPublishing();
        Connection connection = opened.connection();
        try {
            connection.addBlockedListener(blocked());
            String version = String.valueOf(connection.getServerProperties().get("version"));
            int generation = recognize.recognize(connection, version);
            log.info("Connected to RabbitMQ {} at {}, generation {}", version, connections.address(), generation);
            return new PublishingConnection(connection, opened.gather(), version, generation);
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
