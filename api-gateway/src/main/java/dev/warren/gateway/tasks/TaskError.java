package dev.warren.gateway.tasks;

import dev.warren.model.task.FailureReason;
import org.jspecify.annotations.Nullable;

/**
 * Why a task failed.
 *
 * @param reason one of a fixed list
 * @param code the agent's word for it
 * @param message the agent's sentence about it
 */
record TaskError(
        FailureReason reason,
        @Nullable String code,
        @Nullable String message) {}
