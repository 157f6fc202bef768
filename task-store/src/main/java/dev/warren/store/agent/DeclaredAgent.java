package dev.warren.store.agent;

import org.jspecify.annotations.Nullable;

/**
 * An agent that is declared as data, as a worker needs to know it.
 *
 * @param kind {@code llm} or {@code http}
 * @param version from 1; each change makes the next one
 * @param endpoint {@code kind:name} of what a worker must reach to run it
 * @param outputSchema JSON Schema as text
 * @param retry JSON text of its retry policy, absent where the platform's holds
 * @param definition JSON text, as it was declared
 */
public record DeclaredAgent(
        String name,
        String kind,
        int version,
        String endpoint,
        @Nullable String outputSchema,
        @Nullable String retry,
        String definition) {}
