package dev.warren.worker.broker;

import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import java.net.URI;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import org.apache.commons.logging.Log;
import org.jspecify.annotations.Nullable;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.amqp.rabbit.core.RabbitTemplate;

/**
 * The worker's two connections: one consumes and one publishes, so that a broker which blocks publishers never keeps
 * acknowledgements from it. They are opened when first used, and anew after they were lost.
 */
public final class BrokerConnections implements AutoCloseable {

    private static final int HEARTBEAT_SECONDS = 10;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration RPC_TIMEOUT = Duration.ofSeconds(15);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);
    /**
     * The largest a broker can be told to take. The client's own limit of 64 MiB would end the connection at a larger
     * message, which the broker then hands out again, for ever; a message that is received can be refused.
     */
    private static final int LARGEST_MESSAGE = 512 * 1024 * 1024;

    private final ExecutorService dispatchers = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("warren-amqp-", 0).factory());
    private final CachingConnectionFactory consuming;
    private final CachingConnectionFactory publishing;

    /**
     * @param name of the worker; the broker shows it with the connections
     * @throws IllegalArgumentException where the address cannot be read
     */
    public BrokerConnections(BrokerSettings settings, String name) {
        this.consuming = open(settings, "warren-worker " + name + " consuming");
        this.publishing = open(settings, "warren-worker " + name + " publishing");
    }

    private CachingConnectionFactory open(BrokerSettings settings, String name) {
        var factory = new CachingConnectionFactory(client(settings));
        factory.setConnectionNameStrategy(connection -> name);
        factory.setExecutor(dispatchers);
        factory.setCloseExceptionLogger(BrokerConnections::logClose);
        factory.setCloseTimeout(Math.toIntExact(CLOSE_TIMEOUT.toMillis()));
        return factory;
    }

    /** What is missing is reported by who looks for it, in words; the rest would be a defect. */
    private static void logClose(Log logger, String message, @Nullable Throwable cause) {
        String reason = cause == null ? "no reason given" : String.valueOf(cause.getMessage());
        boolean inOrder = cause instanceof ShutdownSignalException signal
                && (RabbitUtils.isNormalShutdown(signal) || RabbitUtils.isNormalChannelClose(signal));
        if (inOrder || reason.contains("reply-code=404")) {
            logger.debug(message, cause);
        } else {
            logger.warn(message + ": " + reason);
        }
    }

    private static ConnectionFactory client(BrokerSettings settings) {
        var client = new ConnectionFactory();
        try {
            var uri = new URI(settings.uri());
            if (!"amqp".equals(uri.getScheme()) && !"amqps".equals(uri.getScheme())) {
                throw new IllegalArgumentException("its scheme must be amqp or amqps");
            }
            client.setUri(uri);
            if (client.isSSL()) {
                // The client's own default would trust every certificate.
                client.useSslProtocol(SSLContext.getDefault());
                client.enableHostnameVerification();
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Without the cause, whose text may quote the address with its password.
            throw new IllegalArgumentException(
                    "warren.broker.uri cannot be read as amqp:// or amqps://host:port/vhost, such as"
                            + " amqp://rabbitmq.example:5672/%2F");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java has no TLS for warren.broker.uri", e);
        }
        if (client.getVirtualHost().isEmpty()) {
            client.setVirtualHost(ConnectionFactory.DEFAULT_VHOST);
        }
        if (settings.username() != null) {
            client.setUsername(settings.username());
        }
        if (settings.password() != null) {
            client.setPassword(settings.password());
        }
        client.setAutomaticRecoveryEnabled(false);
        client.setRequestedHeartbeat(HEARTBEAT_SECONDS);
        client.setConnectionTimeout(Math.toIntExact(CONNECT_TIMEOUT.toMillis()));
        client.setMaxInboundMessageBodySize(LARGEST_MESSAGE);
        client.setChannelRpcTimeout(Math.toIntExact(RPC_TIMEOUT.toMillis()));
        return client;
    }

    public CachingConnectionFactory consuming() {
        return consuming;
    }

    /** For messages that need no confirm, on the publishing connection. */
    public RabbitTemplate publishing() {
        return new RabbitTemplate(publishing);
    }

    @Override
    public void close() {
        consuming.destroy();
        publishing.destroy();
        dispatchers.shutdown();
    }
}
