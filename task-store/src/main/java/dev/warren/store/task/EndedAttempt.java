package dev.warren.store.task;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** An attempt that did not complete its task. The one that runs, and the one that completed, stand in the task's row. */
@Entity
@Immutable
@Table(name = "task_attempt")
public class EndedAttempt {

    /** How an attempt ended. */
    public enum Outcome {
        /** For good: the agent said that trying again cannot help. */
        FAILED,
        /** With an error that another attempt may not meet. */
        RETRIED,
        TIMED_OUT,
        CANCELED,
        /** Given back unfinished, at no charge. */
        RELEASED,
        WORKER_DIED,
        /** Another agent went on. */
        HANDED_OFF,
        /** Waited for a person's answer. */
        ASKED,
        /** Waited for child tasks. */
        CALLED
    }

    /** Names an attempt. */
    @Embeddable
    public record Key(@Column(name = "task_id") UUID task, int run, int attempt) {}

    @EmbeddedId
    private Key key;

    private String worker;
    private @Nullable String agent;
    private @Nullable String agentVersion;
    private Instant startedAt;
    private Instant endedAt;

    @Enumerated(EnumType.STRING)
    private Outcome outcome;

    private @Nullable String errorCode;
    private @Nullable String errorMessage;

    @SuppressWarnings("NullAway.Init")
    protected EndedAttempt() {}

    public Key key() {
        return key;
    }

    /** Name of the worker. */
    public String worker() {
        return worker;
    }

    /** Absent where a release before the fifth schema wrote it. */
    public @Nullable String agent() {
        return agent;
    }

    /** Absent where a release before the fifth schema wrote it. */
    public @Nullable String agentVersion() {
        return agentVersion;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public Instant endedAt() {
        return endedAt;
    }

    public Outcome outcome() {
        return outcome;
    }

    public @Nullable String errorCode() {
        return errorCode;
    }

    public @Nullable String errorMessage() {
        return errorMessage;
    }
}
