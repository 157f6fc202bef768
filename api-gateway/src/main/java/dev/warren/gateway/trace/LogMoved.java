package dev.warren.gateway.trace;

import dev.warren.model.task.TaskStatus;
import dev.warren.model.trace.LogTaskChanges;
import dev.warren.store.finish.Finished;
import java.util.List;
import java.util.UUID;

/** Writes the lines of tasks that a gateway has moved on. */
public final class LogMoved {

    private LogMoved() {}

    public static void write(List<Finished> moved) {
        if (LogTaskChanges.isOn()) {
            moved.forEach(task -> LogTaskChanges.write(
                    LogTaskChanges.Change.of(task.task(), task.status(), task.reason(), task.run())));
        }
    }

    /** @param run 0 where it is not known */
    public static void write(UUID task, TaskStatus status, int run) {
        if (LogTaskChanges.isOn()) {
            LogTaskChanges.write(LogTaskChanges.Change.of(task, status, null, run));
        }
    }
}
