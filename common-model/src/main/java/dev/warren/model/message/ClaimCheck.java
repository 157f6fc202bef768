package dev.warren.model.message;

import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message that stands for a task in an agent's queue. It names the task and holds nothing of its input: whoever
 * receives it claims the task from the ledger, and only that claim decides.
 *
 * @param task id of the task
 * @param run the run it was published for
 * @param fence the fence it was published for; the claim is refused for any other
 * @param agent the agent whose queue it was sent to
 * @param tenant owner of the task
 * @param priority 0 to 9
 * @param deadline when the task's time to live ends, absent where it has none
 * @param traceparent W3C trace context of the submission, absent where it had none
 */
public record ClaimCheck(
        UUID task,
        int run,
        long fence,
        String agent,
        String tenant,
        int priority,
        @Nullable Instant deadline,
        @Nullable String traceparent) {

    /** AMQP {@code type} of the message. */
    public static final String TYPE = "warren.claim-check.v1";

    public ClaimCheck {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(agent, "agent");
        Objects.requireNonNull(tenant, "tenant");
    }
}
