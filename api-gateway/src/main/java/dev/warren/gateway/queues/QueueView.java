package dev.warren.gateway.queues;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A queue as the API shows it. What is not known of it is left out.
 *
 * @param queue its name at the broker
 * @param routingKey that leads to it from the exchange {@code warren.tasks}
 * @param messages that wait there, absent where the broker does not say
 * @param consumers subscribed there, absent where the broker does not say
 * @param queuedTasks of the ledger
 * @param drift between ledger and broker, absent where the broker does not say
 * @param oldestQueuedSeconds how long the oldest queued task has been due, absent where none is queued
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record QueueView(
        String queue,
        String routingKey,
        String agent,
        String lane,

        @Schema(description = "Messages that wait at the broker; left out while the status is missing.") @Nullable
        Integer messages,

        @Schema(description = "Consumers at the broker; left out while the status is missing.") @Nullable
        Integer consumers,

        Status status,

        @Schema(description = "Tasks that are due and wait, by the ledger.")
        long queuedTasks,

        @Schema(
                description =
                        "Tasks that wait and whose message the broker has confirmed, less the messages that it has; left"
                                + " out while the status is missing. A snapshot of two counts that are not of one moment:"
                                + " under load it swings around 0. Positive for long: the broker has lost messages, which"
                                + " the gateways publish again. Negative for long: messages whose tasks have been started or"
                                + " canceled meanwhile; they are dropped when they are delivered.")
        @Nullable
        Long drift,

        @Schema(
                description =
                        "How long the oldest queued task has been due, by the ledger; left out where none is queued.")
        @Nullable
        Double oldestQueuedSeconds) {

    @Schema(
            description =
                    "The first that holds. missing: the broker is away or does not have the queue (yet). blocked: the"
                            + " broker takes no messages, as it is short of memory or disk. paused: the agent is paused."
                            + " no-consumers: no worker is subscribed. active: none of these.")
    enum Status {
        @JsonProperty("active")
        ACTIVE,
        @JsonProperty("paused")
        PAUSED,
        @JsonProperty("no-consumers")
        NO_CONSUMERS,
        @JsonProperty("blocked")
        BLOCKED,
        @JsonProperty("missing")
        MISSING
    }
}
