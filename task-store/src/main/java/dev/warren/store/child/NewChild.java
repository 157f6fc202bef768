package dev.warren.store.child;

import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A child task that is asked for.
 *
 * @param id of version 7, of the worker's making; counts only where this child is new
 * @param name unique within the parent's run
 * @param input JSON text
 * @param priority 0 to 9; absent for the parent's
 * @param timeout of each attempt; absent for the agent's
 */
public record NewChild(
        UUID id,
        String name,
        String agent,
        String input,
        @Nullable Integer priority,
        @Nullable Duration timeout) {}
