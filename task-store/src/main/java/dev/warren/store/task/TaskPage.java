package dev.warren.store.task;

import java.util.List;

/**
 * Some tasks, newest first.
 *
 * @param more whether older ones match too
 */
public record TaskPage(List<Task> tasks, boolean more) {}
