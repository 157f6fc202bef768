package dev.warren.doctor.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.AlreadyClosedException;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.doctor.installation.Installation.BrokerAddress;
import java.io.IOException;
import java.net.URISyntaxException;
import java.security.GeneralSecurityException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Asks the broker over AMQP, by passive declarations only: they answer what is there, and make nothing. */
public final class Broker {

    private static final int MILLIS = 4_000;

    private final BrokerAddress address;

    public Broker(BrokerAddress address) {
        this.address = address;
    }

    /**
     * What the broker says of a queue.
     *
     * @param messages that wait for delivery
     */
    public record Depth(int messages, int consumers) {}

    /** Its version, as it calls itself when somebody connects. */
    String version() throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException {
        try (Connection connection = open()) {
            return String.valueOf(connection.getServerProperties().get("version"));
        }
    }

    /** The queues of {@code names} that are there, and how full they are. */
    Map<String, Depth> depths(Collection<String> names)
            throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException {
        Map<String, Depth> depths = new LinkedHashMap<>();
        ask(names, (channel, name) -> {
            AMQP.Queue.DeclareOk ok = channel.queueDeclarePassive(name);
            depths.put(name, new Depth(ok.getMessageCount(), ok.getConsumerCount()));
        });
        return depths;
    }

    /** The exchanges of {@code names} that are there. */
    Set<String> exchanges(Collection<String> names)
            throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException {
        Set<String> found = new HashSet<>();
        ask(names, (channel, name) -> {
            channel.exchangeDeclarePassive(name);
            found.add(name);
        });
        return found;
    }

    @FunctionalInterface
    private interface Question {
        void about(Channel channel, String name) throws IOException;
    }

    /** The broker answers that something is not there by closing the channel. */
    private void ask(Collection<String> names, Question question)
            throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException {
        try (Connection connection = open()) {
            @Nullable Channel channel = null;
            for (String name : names) {
                if (channel == null) {
                    channel = connection.createChannel();
                }
                if (channel == null) {
                    throw new IOException("the broker allows no further channel on this connection");
                }
                try {
                    question.about(channel, name);
                } catch (IOException e) {
                    if (!isNotFound(e)) {
                        throw new IOException("the broker refuses to tell of " + name + ": " + reason(e), e);
                    }
                    channel = null;
                }
            }
        } catch (AlreadyClosedException e) {
            throw new IOException("the broker has closed the connection: " + e.getMessage(), e);
        }
    }

    private Connection open() throws IOException, TimeoutException, GeneralSecurityException, URISyntaxException {
        var factory = new ConnectionFactory();
        factory.setUri(address.uri());
        if (address.uri().startsWith("amqps:")) {
            factory.useSslProtocol(javax.net.ssl.SSLContext.getDefault());
            factory.enableHostnameVerification();
        }
        if (address.user() != null) {
            factory.setUsername(address.user());
        }
        if (address.password() != null) {
            factory.setPassword(address.password());
        }
        factory.setConnectionTimeout(MILLIS);
        factory.setHandshakeTimeout(MILLIS);
        factory.setChannelRpcTimeout(MILLIS);
        factory.setShutdownTimeout(MILLIS);
        factory.setAutomaticRecoveryEnabled(false);
        return factory.newConnection("warren-doctor");
    }

    private static boolean isNotFound(IOException e) {
        return method(e) instanceof AMQP.Channel.Close close && close.getReplyCode() == AMQP.NOT_FOUND;
    }

    private static String reason(IOException e) {
        return method(e) instanceof AMQP.Channel.Close close ? close.getReplyText() : String.valueOf(e.getMessage());
    }

    private static @Nullable Object method(IOException e) {
        return e.getCause() instanceof ShutdownSignalException signal ? signal.getReason() : null;
    }

    /** Where it is, without a login. */
    @Override
    public String toString() {
        return address.toString();
    }
}
