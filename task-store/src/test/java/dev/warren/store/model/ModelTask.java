package dev.warren.store.model;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a task's row should hold. Times are seconds of the test's clock. */
final class ModelTask {

    static final String TENANT = "default";

    final UUID id;
    final Queue queue;
    final long priority;
    final long maxAttempts;
    final long timeout;
    final long ttl;
    TaskStatus status;
    long run = 1;
    long attempt;
    long failures;
    long workerDeaths;
    long fence = 1;

    @Nullable
    UUID owner;

    @Nullable
    String worker;

    @Nullable
    Long cancelRequestedAt;

    long dueAt;

    @Nullable
    Long startedAt;

    @Nullable
    Long claimedAt;

    @Nullable
    Long finishedAt;

    @Nullable
    Long expiresAt;

    @Nullable
    Long timeoutAt;

    @Nullable
    Long publishAt;

    long publishes = 1;

    @Nullable
    Long publishedAt;

    @Nullable
    Long sentAt;

    @Nullable
    Long unroutableSince;

    @Nullable
    Long returnedAt;

    long brokerDeaths;

    long brokerGeneration;

    @Nullable
    FailureReason reason;

    @Nullable
    String errorCode;

    @Nullable
    String errorMessage;

    long inputTokens;
    long outputTokens;

    /** What its newest attempt runs. */
    @Nullable
    String agentVersion;

    @Nullable
    String output;

    final List<String> attempts = new ArrayList<>();
    final List<String> events = new ArrayList<>();
    final List<String> runs = new ArrayList<>();
    final Set<Long> deadFences = new HashSet<>();
    boolean discarded;

    ModelTask(UUID id, Command.Wish wish, TaskStatus status, long dueAt) {
        this.id = id;
        this.queue = Queue.at(wish.queue());
        this.priority = wish.priority();
        this.maxAttempts = wish.maxAttempts();
        this.timeout = wish.timeout();
        this.ttl = wish.ttl();
        this.status = status;
        this.dueAt = dueAt;
        this.expiresAt = wish.ttl() == 0 ? null : dueAt + wish.ttl();
    }

    boolean running(UUID incarnation) {
        return status == TaskStatus.RUNNING && incarnation.equals(owner);
    }

    boolean mayStillStart(long now) {
        return startedAt != null || expiresAt == null || expiresAt > now;
    }

    boolean isDeadLetter() {
        return (status == TaskStatus.FAILED || status == TaskStatus.EXPIRED) && !discarded;
    }

    boolean lastAttempt() {
        return failures + 1 >= maxAttempts;
    }

    /** Leaves {@code RUNNING}. */
    void leave(TaskStatus next, long now) {
        status = next;
        owner = null;
        timeoutAt = null;
        publishAt = next == TaskStatus.QUEUED ? now : null;
        finishedAt = next.isTerminal() ? now : null;
    }

    void remember(String outcome, @Nullable String code) {
        attempts.add(run + "." + attempt + " " + outcome + " " + code + " by " + worker);
    }

    /** By the names of the columns. Of the times of a task that has ended only whether there are any. */
    Map<String, @Nullable Object> columns() {
        var columns = new TreeMap<String, @Nullable Object>();
        columns.put("tenant", TENANT);
        columns.put("agent", queue.agent());
        columns.put("lane", queue.lane());
        columns.put("status", status.name());
        columns.put("priority", priority);
        columns.put("run", run);
        columns.put("attempt", attempt);
        columns.put("failures", failures);
        columns.put("worker_deaths", workerDeaths);
        columns.put("max_attempts", maxAttempts);
        columns.put("fence", fence);
        columns.put("owner", owner);
        columns.put("worker", worker);
        columns.put("cancel_requested_at", time(cancelRequestedAt));
        columns.put("due_at", time(dueAt));
        columns.put("started_at", time(startedAt));
        columns.put("claimed_at", time(claimedAt));
        columns.put("finished_at", time(finishedAt));
        columns.put("expires_at", time(expiresAt));
        columns.put("timeout_ms", timeout * 1000);
        columns.put("timeout_at", time(timeoutAt));
        columns.put("publish_at", time(publishAt));
        columns.put("publishes", publishes);
        columns.put("published_at", time(publishedAt));
        columns.put("broker_generation", brokerGeneration);
        columns.put("sent_at", time(sentAt));
        columns.put("unroutable_since", time(unroutableSince));
        columns.put("broker_deaths", brokerDeaths);
        columns.put("ttl_ms", ttl == 0 ? null : ttl * 1000);
        columns.put("retry", null);
        columns.put("error_reason", reason == null ? null : reason.name());
        columns.put("error_code", errorCode);
        columns.put("error_message", TaskRows.wording(errorMessage));
        columns.put("input_tokens", inputTokens);
        columns.put("output_tokens", outputTokens);
        columns.put("output", output);
        columns.put("agent_version", agentVersion);
        columns.put("submitted_agent", null);
        columns.put("handoffs", 0L);
        columns.put("state", null);
        columns.put("question_id", null);
        columns.put("question", null);
        columns.put("asked_at", null);
        columns.put("answer_by", null);
        columns.put("answer", null);
        columns.put("parent", null);
        columns.put("depth", 0L);
        columns.put("waiting_for", null);
        columns.put("capabilities", null);
        columns.put("routing", null);
        columns.put("attempts", String.join("; ", attempts));
        columns.put("events", String.join("; ", events));
        columns.put("runs", String.join("; ", runs));
        columns.put("dead_letter", isDeadLetter() ? (reason == null ? "EXPIRED" : reason.name()) + " run " + run : "");
        return columns;
    }

    private @Nullable Object time(@Nullable Long seconds) {
        return seconds != null && status.isTerminal() ? TaskRows.SOME_TIME : seconds;
    }
}
