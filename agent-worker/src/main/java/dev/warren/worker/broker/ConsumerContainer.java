package dev.warren.worker.broker;

import com.rabbitmq.client.ShutdownSignalException;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.springframework.amqp.AmqpException;
import org.springframework.amqp.AmqpIOException;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.MessageListener;
import org.springframework.amqp.rabbit.connection.ConnectionFactory;
import org.springframework.amqp.rabbit.connection.RabbitUtils;
import org.springframework.amqp.rabbit.listener.DirectMessageListenerContainer;

/**
 * A listener container whose consumers come and go at run time, one per queue. It never brings a lost consumer back by
 * itself: whoever subscribed hears that the consumer is gone and decides. One thread subscribes and unsubscribes.
 */
public final class ConsumerContainer extends DirectMessageListenerContainer {

    private static final long NOTICE_LOSS_MILLIS = 500;
    private static final long NEVER_MILLIS = Duration.ofDays(36_500).toMillis();
    private static final long SHUTDOWN_MILLIS = 1_000;

    private final Map<String, String> tags = new ConcurrentHashMap<>();
    private final Set<String> consuming = ConcurrentHashMap.newKeySet();
    private volatile Consumer<String> onGone = tag -> {};

    /** @param name of its threads */
    @SuppressWarnings("this-escape")
    public ConsumerContainer(ConnectionFactory connections, String name, MessageListener listener) {
        super(connections);
        setListenerId(name);
        setMessageListener(listener);
        setAcknowledgeMode(AcknowledgeMode.MANUAL);
        setConsumerTagStrategy(queue -> String.valueOf(tags.get(queue)));
        setMonitorInterval(NOTICE_LOSS_MILLIS);
        setFailedDeclarationRetryInterval(NEVER_MILLIS);
        setShutdownTimeout(SHUTDOWN_MILLIS);
        setForceCloseChannel(true);
        // No header of a message decides what happens to it: a container that unpacks batches leaves one it cannot
        // unpack unacknowledged for ever, and settles one it can unpack more than once.
        setDeBatchingEnabled(false);
        setMessagePropertiesConverter(new DeliveryTagsOnly());
        setAutoStartup(false);
        afterPropertiesSet();
    }

    /** Calls {@code onGone} with the tag of each consumer that is gone, by whatever cause; it must be quick. */
    public void onGone(Consumer<String> onGone) {
        this.onGone = onGone;
    }

    /** How many messages wait in {@code queue}, those in consumers' hands left out; empty where there is no such queue. */
    public OptionalLong waiting(String queue) {
        try (var connection = getConnectionFactory().createConnection()) {
            var channel = connection.createChannel(false);
            try {
                return OptionalLong.of(channel.queueDeclarePassive(queue).getMessageCount());
            } finally {
                RabbitUtils.closeChannel(channel);
            }
        } catch (IOException e) {
            if (e.getCause() instanceof ShutdownSignalException signal
                    && RabbitUtils.isPassiveDeclarationChannelClose(signal)) {
                return OptionalLong.empty();
            }
            throw new AmqpIOException(e);
        }
    }

    /**
     * Starts a consumer on {@code queue}.
     *
     * @param tag of the consumer, never used before
     * @throws AmqpException where the broker did not give one
     */
    public void subscribe(String queue, String tag, int prefetch) {
        tags.put(queue, tag);
        setPrefetchCount(prefetch);
        boolean subscribed = false;
        try {
            addQueueNames(queue);
            subscribed = consumes(tag);
        } finally {
            if (!subscribed) {
                removeQueueNames(queue);
            }
        }
        if (!subscribed) {
            throw new AmqpException("The broker gave no consumer on " + queue);
        }
        consuming.add(tag);
    }

    /** Cancels the consumer on {@code queue}; after this nothing more is sent to it. */
    public void unsubscribe(String queue) {
        removeQueueNames(queue);
    }

    private boolean consumes(String tag) {
        consumersLock.lock();
        try {
            return consumers.stream().anyMatch(consumer -> tag.equals(consumer.getConsumerTag()));
        } finally {
            consumersLock.unlock();
        }
    }

    @Override
    protected void consumerRemoved(SimpleConsumer consumer) {
        String tag = consumer.getConsumerTag();
        if (tag != null && consuming.remove(tag)) {
            onGone.accept(tag);
        }
    }
}
