package dev.warren.store.submit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A task that is asked for; checked already.
 *
 * @param id of version 7, of this submitter's making
 * @param lane of the agent's queues
 * @param priority 0 to 9
 * @param input JSON text
 * @param labels JSON text of an object of strings
 * @param start when it may start
 * @param ttl how long after its due time it may still start first, absent for ever
 * @param timeout of each attempt
 * @param maxAttempts at least 1
 * @param retry JSON text of a retry policy, absent where the agent's holds
 * @param traceparent W3C trace context
 * @param routed absent where the submitter named the agent
 * @param idempotency absent where the submitter sent no key
 */
public record NewTask(
        UUID id,
        String tenant,
        String agent,
        String lane,
        int priority,
        String input,
        String labels,
        Start start,
        @Nullable Duration ttl,
        Duration timeout,
        int maxAttempts,
        @Nullable String retry,
        @Nullable String traceparent,
        @Nullable Routed routed,
        @Nullable Idempotency idempotency) {

    /**
     * How a task came to its agent whose submitter named capabilities.
     *
     * @param capabilities the submitter wants, each a word without commas
     * @param routing JSON text that says which agent was chosen and why
     */
    public record Routed(List<String> capabilities, String routing) {
        public Routed {
            capabilities = List.copyOf(capabilities);
        }
    }

    /** A task whose submitter named the agent. */
    public NewTask(
            UUID id,
            String tenant,
            String agent,
            String lane,
            int priority,
            String input,
            String labels,
            Start start,
            @Nullable Duration ttl,
            Duration timeout,
            int maxAttempts,
            @Nullable String retry,
            @Nullable String traceparent,
            @Nullable Idempotency idempotency) {
        this(
                id,
                tenant,
                agent,
                lane,
                priority,
                input,
                labels,
                start,
                ttl,
                timeout,
                maxAttempts,
                retry,
                traceparent,
                null,
                idempotency);
    }

    /** When a task may start. The ledger's clock decides what "now" is. */
    public sealed interface Start {
        record Now() implements Start {}

        record After(Duration delay) implements Start {}

        record NotBefore(Instant time) implements Start {}
    }

    /**
     * What makes a second submission the same as the first.
     *
     * @param key of the submitter's choice, unique within a tenant
     * @param bodyHash of what was submitted under it
     */
    public record Idempotency(String key, String bodyHash) {}
}
