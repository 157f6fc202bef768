package dev.warren.gateway.broker;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads why the broker closed a channel, which is how it refuses a request. */
final class ChannelClosed {

    private ChannelClosed() {}

    /** Whether {@code e} is the broker's refusal with this AMQP reply code. */
    static boolean with(int replyCode, IOException e) {
        AMQP.Channel.Close close = close(e);
        return close != null && close.getReplyCode() == replyCode;
    }

    /** Whether it was one request that the broker refused: the connection lives. */
    static boolean alone(IOException e) {
        return close(e) != null;
    }

    /** What the broker said, or else what the exception says. */
    static String reason(IOException e) {
        AMQP.Channel.Close close = close(e);
        return close == null ? String.valueOf(e.getMessage()) : close.getReplyText();
    }

    private static AMQP.Channel.@Nullable Close close(IOException e) {
        return e.getCause() instanceof ShutdownSignalException shutdown
                        && shutdown.getReason() instanceof AMQP.Channel.Close close
                ? close
                : null;
    }
}
