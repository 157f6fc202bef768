package dev.warren.gateway.publish;

import com.rabbitmq.client.Channel;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.ConnectToPublish;
import dev.warren.gateway.broker.PublishingConnection;
import java.io.IOException;
import java.util.concurrent.TimeoutException;
import org.springframework.stereotype.Component;

/** Connects to the broker and opens the channel to publish on. */
@Component
final class OpenSession {

    private final ConnectToPublish connect;
    private final ProvideQueues queues;
    private final BrokerState state;
    private final ConfirmLog confirms;
    private final PublishMeters meters;

    OpenSession(
            ConnectToPublish connect,
            ProvideQueues queues,
            BrokerState state,
            ConfirmLog confirms,
            PublishMeters meters) {
        this.connect = connect;
        this.queues = queues;
        this.state = state;
        this.confirms = confirms;
        this.meters = meters;
    }

    /**
     * Opens a session; from here on the state says connected.
     *
     * @throws IllegalArgumentException the broker is too old
     * @throws org.springframework.amqp.AmqpException the broker is away, or refuses this user
     * @throws org.springframework.dao.DataAccessException the ledger is away
     */
    PublishSession open(PublishProperties properties) throws IOException, TimeoutException {
        PublishingConnection broker = connect.connect();
        try {
            Channel channel = broker.connection().createChannel();
            if (channel == null) {
                throw new IOException("the broker allows no channel on this connection");
            }
            var unconfirmed = new Unconfirmed(properties.mostUnconfirmed());
            meters.shows(unconfirmed);
            var confirming = new ConfirmChannel(channel, broker.generation(), unconfirmed, confirms, meters);
            state.connected(broker.version(), broker.generation());
            return new PublishSession(broker, confirming, queues, state, properties.confirmTimeout());
        } catch (IOException | RuntimeException e) {
            broker.connection().abort(1_000);
            throw e;
        }
    }
}
