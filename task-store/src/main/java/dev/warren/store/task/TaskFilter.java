package dev.warren.store.task;

import dev.warren.model.task.TaskStatus;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which tasks of a tenant to list.
 *
 * @param labels a task must have all of these
 * @param createdAfter compared with the time in the id, to the millisecond
 * @param createdBefore likewise, exclusive
 * @param before lists only older ids: where the page before ended
 */
public record TaskFilter(
        String tenant,
        @Nullable TaskStatus status,
        @Nullable String agent,
        Map<String, String> labels,
        @Nullable Instant createdAfter,
        @Nullable Instant createdBefore,
        @Nullable UUID before) {}
