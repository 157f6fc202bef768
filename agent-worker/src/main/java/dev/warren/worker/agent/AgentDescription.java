package dev.warren.worker.agent;

import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskDefaults;
import dev.warren.model.topology.Names;
import java.time.Duration;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an {@link Agent} says about itself. Start with {@link #named(String)} and change what differs from the defaults;
 * later versions may add components, so the canonical constructor is not for authors.
 *
 * @param name as callers address it, {@value dev.warren.model.topology.Names#AGENT_PATTERN}
 * @param version of the agent's behaviour, 1 to 63 characters; each attempt records which one ran
 * @param description one sentence for people, may be empty
 * @param capabilities words the agent offers, each {@value dev.warren.model.topology.Names#AGENT_PATTERN}
 * @param inputSchema JSON Schema of the input, null where the agent does not say
 * @param outputSchema JSON Schema of the output, null where the agent does not say
 * @param timeout of one attempt, where the task names none; above 0, at most
 *     {@link TaskDefaults#LONGEST_DURATION}
 * @param maxAttempts of a task, where it names no number itself; 1 to {@link TaskDefaults#MOST_MAX_ATTEMPTS}
 * @param retry which failures are worth another attempt and how long the task waits for it; a task may override it
 *     field by field
 * @param concurrency most tasks of this agent at once in one worker, 1 or more; {@link #UNBOUNDED} leaves the limit to
 *     the worker's slots
 */
public record AgentDescription(
        String name,
        String version,
        String description,
        Set<String> capabilities,
        @Nullable JsonNode inputSchema,
        @Nullable JsonNode outputSchema,
        Duration timeout,
        int maxAttempts,
        RetryPolicy retry,
        int concurrency) {

    /** As many at once as the worker has slots. */
    public static final int UNBOUNDED = Integer.MAX_VALUE;

    private static final int LONGEST_VERSION = 63;

    public AgentDescription {
        Names.requireAgentName(name);
        if (version.isBlank() || version.length() > LONGEST_VERSION) {
            throw refused(name, "version must have 1 to " + LONGEST_VERSION + " characters, got '" + version + "'");
        }
        for (String capability : capabilities) {
            if (!capability.matches(Names.AGENT_PATTERN)) {
                throw refused(name, "capability must match " + Names.AGENT_PATTERN + ", got '" + capability + "'");
            }
        }
        if (!timeout.isPositive() || timeout.compareTo(TaskDefaults.LONGEST_DURATION) > 0) {
            throw refused(
                    name, "timeout must be above 0 and at most " + TaskDefaults.LONGEST_DURATION + ", got " + timeout);
        }
        if (maxAttempts < 1 || maxAttempts > TaskDefaults.MOST_MAX_ATTEMPTS) {
            throw refused(name, "maxAttempts must be 1 to " + TaskDefaults.MOST_MAX_ATTEMPTS + ", got " + maxAttempts);
        }
        if (concurrency < 1) {
            throw refused(name, "concurrency must be 1 or more, got " + concurrency);
        }
        capabilities = Collections.unmodifiableSet(new TreeSet<>(capabilities));
        inputSchema = requireSchema(name, "inputSchema", inputSchema);
        outputSchema = requireSchema(name, "outputSchema", outputSchema);
    }

    /** An agent of version 1 without capabilities and schemas, and with the platform's defaults for all else. */
    public static AgentDescription named(String name) {
        return new AgentDescription(
                name,
                "1",
                "",
                Set.of(),
                null,
                null,
                TaskDefaults.TIMEOUT,
                TaskDefaults.MAX_ATTEMPTS,
                RetryPolicy.DEFAULT,
                UNBOUNDED);
    }

    public AgentDescription withVersion(String version) {
        return with(draft -> draft.version = version);
    }

    public AgentDescription withDescription(String description) {
        return with(draft -> draft.description = description);
    }

    public AgentDescription withCapabilities(String... capabilities) {
        return with(draft -> draft.capabilities = new TreeSet<>(Set.of(capabilities)));
    }

    public AgentDescription withInputSchema(JsonNode inputSchema) {
        return with(draft -> draft.inputSchema = inputSchema);
    }

    /** @param inputSchema JSON text of the schema */
    public AgentDescription withInputSchema(String inputSchema) {
        return withInputSchema(AgentJson.parse(inputSchema));
    }

    public AgentDescription withOutputSchema(JsonNode outputSchema) {
        return with(draft -> draft.outputSchema = outputSchema);
    }

    /** @param outputSchema JSON text of the schema */
    public AgentDescription withOutputSchema(String outputSchema) {
        return withOutputSchema(AgentJson.parse(outputSchema));
    }

    public AgentDescription withTimeout(Duration timeout) {
        return with(draft -> draft.timeout = timeout);
    }

    public AgentDescription withMaxAttempts(int maxAttempts) {
        return with(draft -> draft.maxAttempts = maxAttempts);
    }

    public AgentDescription withRetry(RetryPolicy retry) {
        return with(draft -> draft.retry = retry);
    }

    public AgentDescription withConcurrency(int concurrency) {
        return with(draft -> draft.concurrency = concurrency);
    }

    private AgentDescription with(Consumer<Draft> change) {
        var draft = new Draft(this);
        change.accept(draft);
        return draft.described();
    }

    /** A description while one thing of it changes, so that its components are listed once. */
    private static final class Draft {
        private final String name;
        private String version;
        private String description;
        private Set<String> capabilities;
        private @Nullable JsonNode inputSchema;
        private @Nullable JsonNode outputSchema;
        private Duration timeout;
        private int maxAttempts;
        private RetryPolicy retry;
        private int concurrency;

        Draft(AgentDescription of) {
            name = of.name;
            version = of.version;
            description = of.description;
            capabilities = of.capabilities;
            inputSchema = of.inputSchema;
            outputSchema = of.outputSchema;
            timeout = of.timeout;
            maxAttempts = of.maxAttempts;
            retry = of.retry;
            concurrency = of.concurrency;
        }

        AgentDescription described() {
            return new AgentDescription(
                    name,
                    version,
                    description,
                    capabilities,
                    inputSchema,
                    outputSchema,
                    timeout,
                    maxAttempts,
                    retry,
                    concurrency);
        }
    }

    private static @Nullable JsonNode requireSchema(String name, String field, @Nullable JsonNode schema) {
        if (schema == null) {
            return null;
        }
        if (!schema.isObject() && !schema.isBoolean()) {
            throw refused(name, field + " must be a JSON Schema, an object or a boolean, got " + schema);
        }
        return schema.deepCopy();
    }

    private static IllegalArgumentException refused(String name, String what) {
        return new IllegalArgumentException("Agent '" + name + "': " + what);
    }
}
