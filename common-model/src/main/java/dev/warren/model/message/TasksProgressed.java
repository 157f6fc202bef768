package dev.warren.model.message;

import java.util.List;
import java.util.UUID;

/** The event that tells listeners how far running tasks are. One message for all that said so within a second. */
public record TasksProgressed(List<Progressed> tasks) {

    /** AMQP {@code type} of the message. */
    public static final String TYPE = "warren.tasks-progressed.v1";

    public TasksProgressed {
        tasks = List.copyOf(tasks);
    }

    /**
     * The newest that an attempt said of itself.
     *
     * @param fraction 0 to 1
     * @param message for people, may be empty
     */
    public record Progressed(UUID task, int run, int attempt, double fraction, String message) {}
}
