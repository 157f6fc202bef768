package dev.warren.model.trace;

import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one line for each change of a task's status, at info, to a logger of its own. Whoever has a group of tasks asks
 * {@link #isOn} once and does nothing for them where it says no.
 */
public final class LogTaskChanges {

    /** Name of the logger, whose level switches the lines on. */
    public static final String LOGGER = "warren.tasks";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);

    private LogTaskChanges() {}

    public static boolean isOn() {
        return log.isInfoEnabled();
    }

    /**
     * A change of one task.
     *
     * @param reason why it failed
     * @param agent null where who tells does not know it
     * @param run 0 where who tells does not know it
     * @param attempt 0 where it is in none, or who tells does not know it
     */
    public record Change(
            UUID task,
            TaskStatus status,
            @Nullable String reason,
            @Nullable String agent,
            int run,
            int attempt,
            @Nullable String traceparent) {

        /** Where no more than this is known. */
        public static Change of(UUID task, TaskStatus status, @Nullable Enum<?> reason, int run) {
            return new Change(task, status, reason == null ? null : reason.name(), null, run, 0, null);
        }
    }

    /** Writes {@code change}; to be called where {@link #isOn} said so. */
    public static void write(Change change) {
        var text = new StringBuilder(120)
                .append("Task ")
                .append(change.task())
                .append(' ')
                .append(change.status());
        LoggingEventBuilder line = log.atLevel(Level.INFO);
        field(line, LogField.TASK_ID, change.task().toString());
        field(line, LogField.TASK_STATUS, change.status().name());
        if (change.run() > 0) {
            field(line, LogField.TASK_RUN, Integer.toString(change.run()));
            text.append(" run=").append(change.run());
        }
        if (change.attempt() > 0) {
            field(line, LogField.TASK_ATTEMPT, Integer.toString(change.attempt()));
            text.append(" attempt=").append(change.attempt());
        }
        append(line, text, " agent=", LogField.AGENT, change.agent());
        append(line, text, " reason=", LogField.TASK_REASON, change.reason());
        append(line, text, " trace=", LogField.TRACE_ID, Traceparent.traceId(change.traceparent()));
        line.log(text.toString());
    }

    private static void append(
            LoggingEventBuilder line, StringBuilder text, String word, String field, @Nullable String value) {
        if (value != null) {
            field(line, field, value);
            text.append(word).append(value);
        }
    }

    /** A field that the thread's lines have anyhow must not come twice. */
    private static void field(LoggingEventBuilder line, String field, String value) {
        if (MDC.get(field) == null) {
            line.addKeyValue(field, value);
        }
    }
}
