package dev.warren.gateway.broker;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import java.io.IOException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.core.RabbitTemplate;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/**
 * Connections of this gateway to the broker. What publishes has a connection of its own: while the broker is short of
 * memory or disk it stops reading from those, and only from those. Nothing here connects before it is asked to.
 */
@Component
@EnableConfigurationProperties(BrokerProperties.class)
public final class BrokerConnections implements DisposableBean {

    private static final int RPC_TIMEOUT_MILLIS = 15_000;

    /** The most a broker can be set to take. By the client's own limit one larger dead letter would cut us off for ever. */
    private static final int LARGEST_MESSAGE = 512 * 1024 * 1024;

    private final com.rabbitmq.client.ConnectionFactory client;
    private final CachingConnectionFactory consuming;
    private final CachingConnectionFactory signaling;
    private final String name;
    private final String address;

    BrokerConnections(BrokerProperties properties) {
        this.client = client(properties);
        this.name = "warren-gateway " + ProcessHandle.current().pid();
        this.address = properties.address();
        this.consuming = connection("consume");
        this.signaling = connection("signal");
    }

    /** Where the broker is, without user and password. */
    public String address() {
        return address;
    }

    /**
     * Opens a connection to publish on, and waits for it no longer than the timeout. It does not recover: whoever
     * opened it opens the next one.
     */
    Opened openPublishing() throws IOException, TimeoutException {
        if (client.isSSL()) {
            return new Opened(client.newConnection(name + " publish"), GatherWrites.NONE);
        }
        var sockets = new GatheringSockets();
        var gathering = client.clone();
        gathering.setSocketFactory(sockets);
        Connection connection = gathering.newConnection(name + " publish");
        return new Opened(connection, sockets.gather());
    }

    /** A connection, and how its writes are gathered. */
    record Opened(Connection connection, GatherWrites gather) {}

    /** The connection that listener containers share; connects when a consumer starts, and again when it was lost. */
    public ConnectionFactory consuming() {
        return consuming;
    }

    /** Sends on a third connection of its own, without confirms: events and orders, which may be lost. */
    RabbitTemplate signaling() {
        return new RabbitTemplate(signaling);
    }

    /**
     * A channel to declare and inspect queues on, on the connection that never publishes, so that it answers while
     * publishing is blocked. The caller closes it.
     *
     * @throws org.springframework.amqp.AmqpException the broker is away
     */
    public Channel openInspecting() throws IOException {
        Channel channel = consuming.createConnection().getDelegate().createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no further channel on this connection");
        }
        return channel;
    }

    @Override
    public void destroy() {
        consuming.destroy();
        signaling.destroy();
    }

    private CachingConnectionFactory connection(String purpose) {
        var connection = new CachingConnectionFactory(client);
        connection.setConnectionNameStrategy(factory -> name + " " + purpose);
        return connection;
    }

    private static com.rabbitmq.client.ConnectionFactory client(BrokerProperties properties) {
        var client = new com.rabbitmq.client.ConnectionFactory();
        try {
            client.setUri(properties.uri());
            if (properties.encrypted()) {
                client.useSslProtocol(SSLContext.getDefault()); // the client's own default trusts everybody
                client.enableHostnameVerification();
            }
        } catch (java.net.URISyntaxException | NoSuchAlgorithmException | java.security.KeyManagementException e) {
            throw new IllegalStateException("Cannot connect to " + properties.address(), e);
        }
        if (properties.username() != null) {
            client.setUsername(properties.username());
        }
        if (properties.password() != null) {
            client.setPassword(properties.password());
        }
        client.setConnectionTimeout(
                Math.toIntExact(properties.connectionTimeout().toMillis()));
        client.setRequestedHeartbeat(Math.toIntExact(properties.heartbeat().toSeconds()));
        client.setChannelRpcTimeout(RPC_TIMEOUT_MILLIS);
        client.setMaxInboundMessageBodySize(LARGEST_MESSAGE);
        client.setExceptionHandler(new LogFaults());
        client.setAutomaticRecoveryEnabled(false); // connections are opened anew, with the topology first
        client.setTopologyRecoveryEnabled(false);
        return client;
    }
}
