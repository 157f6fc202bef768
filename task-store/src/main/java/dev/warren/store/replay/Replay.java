package dev.warren.store.replay;

import dev.warren.model.task.TaskStatus;
import java.time.Instant;
import java.util.UUID;

/**
 * What a replay found and did.
 *
 * @param started whether the next run was started; not where the task has not ended or is in another
 *     run, and then the rest says how it stands
 * @param run the new one, where it was started
 */
public record Replay(UUID task, boolean started, TaskStatus status, int run, Instant dueAt) {}
