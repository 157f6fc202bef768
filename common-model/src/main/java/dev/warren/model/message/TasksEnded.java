package dev.warren.model.message;

import dev.warren.model.task.TaskStatus;
import java.util.List;
import java.util.UUID;

/** The event that tells waiting callers which tasks ended. One message for all that ended together. */
public record TasksEnded(List<Ended> tasks) {

    /** AMQP {@code type} of the message. */
    public static final String TYPE = "warren.tasks-ended.v1";

    public TasksEnded {
        tasks = List.copyOf(tasks);
    }

    /** One task that reached a terminal status. */
    public record Ended(UUID task, int run, TaskStatus status) {}
}
