package dev.warren.model.trace;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogTaskChangesTests {

    private static final UUID TASK = UUID.fromString("01a1fb50-724e-719e-9f9e-40e5962444b6");
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Logger logger = (Logger) LoggerFactory.getLogger(LogTaskChanges.LOGGER);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void forget() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void isOffWhereItsLevelIsAboveInfo() {
        logger.setLevel(Level.WARN);

        assertThat(LogTaskChanges.isOn()).isFalse();
    }

    @Test
    void saysInOneLineAndInFieldsWhatIsKnown() {
        logger.setLevel(Level.INFO);

        LogTaskChanges.write(new LogTaskChanges.Change(
                TASK, TaskStatus.RUNNING, null, "echo", 1, 2, "00-" + TRACE + "-00f067aa0ba902b7-01"));
        LogTaskChanges.write(LogTaskChanges.Change.of(TASK, TaskStatus.FAILED, FailureReason.POISON, 1));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Task " + TASK + " RUNNING run=1 attempt=2 agent=echo trace=" + TRACE,
                        "Task " + TASK + " FAILED run=1 reason=POISON");
        assertThat(lines.list.getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key + "=" + pair.value)
                .containsExactly(
                        "warren.task.id=" + TASK,
                        "warren.task.status=RUNNING",
                        "warren.task.run=1",
                        "warren.task.attempt=2",
                        "warren.agent=echo",
                        "trace.id=" + TRACE);
    }

    @Test
    void repeatsNoFieldThatEveryLineOfTheThreadHas() {
        logger.setLevel(Level.INFO);

        try (MDC.MDCCloseable trace = MDC.putCloseable(LogField.TRACE_ID, TRACE)) {
            LogTaskChanges.write(new LogTaskChanges.Change(
                    TASK, TaskStatus.CANCELED, null, null, 0, 0, "00-" + TRACE + "-00f067aa0ba902b7-01"));
        }

        assertThat(lines.list.getFirst().getKeyValuePairs())
                .extracting(pair -> pair.key)
                .containsExactly("warren.task.id", "warren.task.status");
    }
}
