package dev.warren.gateway.tasks;

import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Application event: a cancel was committed. Listeners must return at once; they only make the cancel faster, for the
 * worker finds it with its next heartbeat.
 *
 * @param run and {@code fence} of the attempt to interrupt
 * @param status {@code RUNNING} where a worker must still end it, else {@code CANCELED}
 * @param owner incarnation of the worker that runs it, where one does
 */
public record TaskCancelAccepted(
        UUID task,
        int run,
        long fence,
        TaskStatus status,
        @Nullable UUID owner) {}
