package dev.warren.store.worker;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Java agent as its worker announces it.
 *
 * @param inputSchema JSON Schema as text
 * @param outputSchema JSON Schema as text
 * @param timeout of an attempt, where the task has none of its own
 * @param maxAttempts of a task, where it has none of its own; at least 1
 * @param retry JSON text of its retry policy, absent where the platform's holds
 */
public record HostedAgent(
        String name,
        String version,
        String description,
        Set<String> capabilities,
        @Nullable String inputSchema,
        @Nullable String outputSchema,
        Duration timeout,
        int maxAttempts,
        @Nullable String retry) {}
