package dev.warren.worker.agent;

import dev.warren.model.task.TaskDefaults;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An attempt that no worker runs, so that an agent can be tested without servers. Made by
 * {@link AgentContext#of(Object)}.
 *
 * @param cancellation answers {@link #canceled()}
 */
public record StandaloneContext(
        UUID taskId,
        int run,
        int attempt,
        String tenant,
        int priority,
        Map<String, String> labels,
        JsonNode input,
        Instant deadline,
        BooleanSupplier cancellation)
        implements AgentContext {

    public StandaloneContext {
        labels = Map.copyOf(labels);
    }

    static StandaloneContext of(@Nullable Object input) {
        return new StandaloneContext(
                UUID.randomUUID(),
                1,
                1,
                TaskDefaults.TENANT,
                TaskDefaults.PRIORITY,
                Map.of(),
                AgentJson.tree(input),
                Instant.now().plus(TaskDefaults.TIMEOUT),
                () -> false);
    }

    public StandaloneContext withAttempt(int attempt) {
        return new StandaloneContext(taskId, run, attempt, tenant, priority, labels, input, deadline, cancellation);
    }

    public StandaloneContext withLabels(Map<String, String> labels) {
        return new StandaloneContext(taskId, run, attempt, tenant, priority, labels, input, deadline, cancellation);
    }

    public StandaloneContext withDeadline(Instant deadline) {
        return new StandaloneContext(taskId, run, attempt, tenant, priority, labels, input, deadline, cancellation);
    }

    public StandaloneContext withCancellation(BooleanSupplier cancellation) {
        return new StandaloneContext(taskId, run, attempt, tenant, priority, labels, input, deadline, cancellation);
    }

    @Override
    public boolean canceled() {
        return cancellation.getAsBoolean();
    }
}
