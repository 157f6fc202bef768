package dev.warren.model.topology;

import java.util.Map;

/**
 * How queues with priorities are declared, which depends on the broker's version. RabbitMQ 4.3 made strict priorities
 * a built-in of quorum queues and refuses {@code x-max-priority} there; before it, only classic queues had them.
 */
public enum BrokerDialect {

    /** RabbitMQ 4.3 and later: replicated quorum queues. */
    QUORUM("quorum", Map.of("x-queue-type", "quorum")),

    /** RabbitMQ 3.10 to 4.2: durable classic queues with ten priorities. */
    CLASSIC("classic", Map.of("x-queue-type", "classic", "x-max-priority", 9));

    private final String queueType;
    private final Map<String, Object> taskQueueArguments;

    BrokerDialect(String queueType, Map<String, Object> taskQueueArguments) {
        this.queueType = queueType;
        this.taskQueueArguments = taskQueueArguments;
    }

    /** Arguments of a queue that hands out task messages by priority 0 to 9. */
    public Map<String, Object> taskQueueArguments() {
        return taskQueueArguments;
    }

    /** The value of {@code x-queue-type} in this dialect. */
    public String queueType() {
        return queueType;
    }

    /**
     * The dialect of a broker that calls itself {@code version} in its server properties, as {@code 4.3.6} or
     * {@code 3.10.8+deb}.
     *
     * @throws IllegalArgumentException where the version is older than 3.10 or cannot be read
     */
    public static BrokerDialect of(String version) {
        String[] parts = version.split("[.+-]", 3);
        int major;
        int minor;
        try {
            major = Integer.parseInt(parts[0]);
            minor = Integer.parseInt(parts[1]);
        } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
            throw new IllegalArgumentException("Cannot read the broker's version '" + version + "'", e);
        }
        if (major < 3 || major == 3 && minor < 10) {
            throw new IllegalArgumentException("RabbitMQ " + version + " is too old: Warren needs 3.10 or later");
        }
        return major > 4 || major == 4 && minor >= 3 ? QUORUM : CLASSIC;
    }
}
