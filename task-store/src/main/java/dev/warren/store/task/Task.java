package dev.warren.store.task;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.jspecify.annotations.Nullable;

/** A task's row as its owner may see it. Read only: what changes a row are the ledger's functions. */
@Entity
@Immutable
public class Task {

    @Id
    private UUID id;

    private String tenant;
    private String agent;

    @Enumerated(EnumType.STRING)
    private TaskStatus status;

    private short priority;
    private int run;
    private int attempt;
    private int failures;
    private int maxAttempts;
    private @Nullable String worker;
    private @Nullable Instant cancelRequestedAt;
    private Instant createdAt;
    private Instant dueAt;
    private @Nullable Instant startedAt;
    private @Nullable Instant claimedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant expiresAt;
    private long timeoutMs;

    @Enumerated(EnumType.STRING)
    private @Nullable FailureReason errorReason;

    private @Nullable String errorCode;
    private @Nullable String errorMessage;
    private long inputTokens;
    private long outputTokens;

    @Column(columnDefinition = "json")
    private @Nullable String retry;

    @Column(columnDefinition = "jsonb")
    private String labels;

    @Column(columnDefinition = "json")
    private String input;

    @Column(columnDefinition = "json")
    private @Nullable String output;

    private @Nullable String agentVersion;
    private @Nullable String submittedAgent;
    private int handoffs;
    private @Nullable UUID questionId;

    @Column(columnDefinition = "json")
    private @Nullable String question;

    private @Nullable Instant askedAt;
    private @Nullable Instant answerBy;
    private @Nullable UUID parent;

    @Column(columnDefinition = "uuid[]")
    private UUID @Nullable [] waitingFor;

    @Column(columnDefinition = "text[]")
    private String @Nullable [] capabilities;

    @Column(columnDefinition = "json")
    private @Nullable String routing;

    private @Nullable String traceparent;

    @SuppressWarnings("NullAway.Init")
    protected Task() {}

    public UUID id() {
        return id;
    }

    public String tenant() {
        return tenant;
    }

    public String agent() {
        return agent;
    }

    public TaskStatus status() {
        return status;
    }

    public int priority() {
        return priority;
    }

    public int run() {
        return run;
    }

    /** Claims in this run. */
    public int attempt() {
        return attempt;
    }

    /** What is charged against {@link #maxAttempts()}. */
    public int failures() {
        return failures;
    }

    public int maxAttempts() {
        return maxAttempts;
    }

    /** JSON text of its own retry policy; absent where its agent's holds. */
    public @Nullable String retry() {
        return retry;
    }

    /** Name of the worker that ran it last. */
    public @Nullable String worker() {
        return worker;
    }

    public @Nullable Instant cancelRequestedAt() {
        return cancelRequestedAt;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public Instant dueAt() {
        return dueAt;
    }

    /** First start of this run. */
    public @Nullable Instant startedAt() {
        return startedAt;
    }

    /** Start of the newest attempt. */
    public @Nullable Instant claimedAt() {
        return claimedAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    /** Of each attempt. */
    public Duration timeout() {
        return Duration.ofMillis(timeoutMs);
    }

    /** Present where the status is {@code FAILED}. */
    public @Nullable FailureReason errorReason() {
        return errorReason;
    }

    public @Nullable String errorCode() {
        return errorCode;
    }

    public @Nullable String errorMessage() {
        return errorMessage;
    }

    public long inputTokens() {
        return inputTokens;
    }

    public long outputTokens() {
        return outputTokens;
    }

    /** JSON text of an object of strings. */
    public String labels() {
        return labels;
    }

    /** JSON text as it was submitted. */
    public String input() {
        return input;
    }

    /** JSON text, present where the status is {@code COMPLETED}. */
    public @Nullable String output() {
        return output;
    }

    /** What its newest attempt runs or ran; absent before the first. */
    public @Nullable String agentVersion() {
        return agentVersion;
    }

    /** Whom it was submitted to, where a handoff has changed the agent since. */
    public @Nullable String submittedAgent() {
        return submittedAgent;
    }

    /** Times that this run was handed off. */
    public int handoffs() {
        return handoffs;
    }

    /** Of the newest question of this run, answered or not. */
    public @Nullable UUID questionId() {
        return questionId;
    }

    /** JSON text of the newest question of this run, answered or not. */
    public @Nullable String question() {
        return question;
    }

    public @Nullable Instant askedAt() {
        return askedAt;
    }

    /** When the wait for an answer ends, or ended. */
    public @Nullable Instant answerBy() {
        return answerBy;
    }

    /** The task whose attempt sent this one. */
    public @Nullable UUID parent() {
        return parent;
    }

    /** Children whose ends it waits for. */
    public List<UUID> waitingFor() {
        return waitingFor == null ? List.of() : List.of(waitingFor);
    }

    /** What it asked for instead of an agent. */
    public List<String> capabilities() {
        return capabilities == null ? List.of() : List.of(capabilities);
    }

    /** JSON text that says why it went to its agent; absent where its submitter named that. */
    public @Nullable String routing() {
        return routing;
    }

    /** W3C trace context that it goes on with; absent where it is in no trace. */
    public @Nullable String traceparent() {
        return traceparent;
    }
}
