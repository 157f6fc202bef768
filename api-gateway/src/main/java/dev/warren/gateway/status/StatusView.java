package dev.warren.gateway.status;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * How the platform stands, as this gateway sees it.
 *
 * @param status {@code UP}; {@code DEGRADED}, tasks are accepted and something is wrong; {@code DOWN}, nothing is accepted
 * @param reasons why it is not {@code UP}, in words
 * @param workers what the ledger says of them; absent, like the other totals, while the ledger is away
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Status")
record StatusView(
        Health status,
        List<String> reasons,
        Gateway gateway,
        Ledger ledger,
        Broker broker,
        @Nullable Workers workers,
        @Nullable Agents agents,
        @Nullable Tasks tasks,
        @Nullable Long deadLetters) {

    enum Health {
        UP,
        DEGRADED,
        DOWN
    }

    /** @param version of the software of the gateway that answers */
    @Schema(name = "GatewayStatus")
    record Gateway(String version, Instant startedAt) {}

    /**
     * @param version of Postgres; absent before it was reached
     * @param schemaVersion the newest migration in the ledger
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "LedgerStatus")
    record Ledger(
            Health status,
            @Nullable String version,
            @Nullable Integer schemaVersion) {}

    /**
     * @param version of RabbitMQ; absent before it was reached
     * @param queueType which queues the version is given
     * @param generation counts brokers: it rises when one has lost everything; absent before it was reached
     * @param blocked why the broker takes no messages; absent while it does
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    @Schema(name = "BrokerStatus")
    record Broker(
            Health status,
            @Nullable String version,

            @Schema(allowableValues = {"quorum", "classic"}) @Nullable
            String queueType,

            @Nullable Integer generation,
            @Nullable String blocked) {}

    /**
     * @param alive those that take tasks
     * @param draining those that take nothing new
     * @param slots tasks that all of them can run at once
     * @param running tasks that they ran at their last heartbeats
     * @param versions how many of them run each version of the software
     */
    @Schema(name = "WorkersStatus")
    record Workers(int alive, int draining, long slots, long running, SortedMap<String, Integer> versions) {}

    /** @param paused those that an operator has stopped */
    @Schema(name = "AgentsStatus")
    record Agents(int registered, int paused) {}

    /**
     * Open tasks of all queues.
     *
     * @param oldestQueuedSeconds for how long the oldest that waits has been due; 0 where none waits
     */
    @Schema(name = "TasksStatus")
    record Tasks(long scheduled, long queued, long running, long waitingInput, double oldestQueuedSeconds) {}
}
