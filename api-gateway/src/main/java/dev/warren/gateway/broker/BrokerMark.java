package dev.warren.gateway.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The message at the broker that names its generation. It is read and put on the connection that is going to be
 * published on, so that no other broker can be meant; and by one gateway at a time, since whoever reads it holds it for
 * a moment.
 */
final class BrokerMark {

    private static final String TYPE = "warren.generation.v1";
    private static final Duration CONFIRMED_WITHIN = Duration.ofSeconds(5);

    /** A quorum queue takes a moment until it has a message again that a reader gave back. */
    private static final int LOOKS = 5;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private BrokerMark() {}

    /** The generation that the broker's mark names; empty where there is no mark, or nothing that can be read. */
    static OptionalInt read(Connection connection) throws IOException, TimeoutException {
        try (Channel channel = open(connection)) {
            for (int look = 1; look <= LOOKS; look++) {
                GetResponse mark = channel.basicGet(Topology.GENERATION, false);
                if (mark != null) {
                    channel.basicNack(mark.getEnvelope().getDeliveryTag(), false, true);
                    return number(mark.getBody());
                }
                Thread.sleep(BETWEEN_LOOKS);
            }
            return OptionalInt.empty();
        } catch (IOException e) {
            if (ChannelClosed.with(AMQP.NOT_FOUND, e)) {
                return OptionalInt.empty();
            }
            throw e;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /**
     * Puts the mark in place of whatever is there.
     *
     * @throws TimeoutException the broker takes no messages now
     */
    static void put(Connection connection, int generation) throws IOException, TimeoutException {
        try (Channel channel = open(connection)) {
            var returned = new AtomicBoolean();
            channel.addReturnListener(message -> returned.set(true));
            channel.confirmSelect();
            channel.queuePurge(Topology.GENERATION);
            channel.basicPublish(
                    Topology.GENERATION,
                    Topology.GENERATION,
                    true,
                    MessageProperties.MINIMAL_PERSISTENT_BASIC
                            .builder()
                            .type(TYPE)
                            .contentType("text/plain")
                            .build(),
                    Integer.toString(generation).getBytes(StandardCharsets.US_ASCII));
            if (!channel.waitForConfirms(CONFIRMED_WITHIN.toMillis()) || returned.get()) {
                throw new IOException("the broker did not take the mark of its generation");
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static OptionalInt number(byte[] body) {
        try {
            return OptionalInt.of(Integer.parseInt(new String(body, StandardCharsets.US_ASCII)));
        } catch (NumberFormatException e) {
            return OptionalInt.empty();
        }
    }

    private static Channel open(Connection connection) throws IOException {
        Channel channel = connection.createChannel();
        if (channel == null) {
            throw new IOException("the broker allows no further channel on this connection");
        }
        return channel;
    }

    private static IOException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IOException("interrupted", e);
    }
}
