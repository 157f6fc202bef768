package dev.warren.store.model;

import static java.util.stream.Collectors.joining;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.ArrayList;
import java.util.Comparator;
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
    Queue queue;
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

    /** Whom it was submitted to, where a handoff has changed the agent. */
    @Nullable
    String submittedAgent;

    long handoffs;

    @Nullable
    String state;

    /** Of the newest question; the ledger makes it up. */
    @Nullable
    UUID questionId;

    /** Whether it has asked since the ledger was last looked at. */
    boolean asksAnew;

    @Nullable
    String question;

    @Nullable
    Long askedAt;

    @Nullable
    Long answerBy;

    @Nullable
    String answer;

    /** Questions and answers of all runs. */
    final Set<String> answered = new HashSet<>();

    @Nullable
    UUID parent;

    long depth;

    @Nullable
    List<UUID> waitingFor;

    /** The newest run whose end its parent was told of. */
    long toldOfRun;

    final List<Step> steps = new ArrayList<>();

    /** A finished step. */
    record Step(long run, String name, String result) {}

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

    @Nullable
    Step step(String name) {
        return steps.stream()
                .filter(step -> step.run() == run && step.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** Enters {@code QUEUED} from where no attempt runs. */
    void queue(long now) {
        status = TaskStatus.QUEUED;
        fence++;
        publishAt = now;
        publishes = 0;
        publishedAt = null;
        waitingFor = null;
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
        attempts.add(run + "." + attempt + " " + outcome + " " + code + " by " + worker + " as " + queue.agent() + " "
                + agentVersion);
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
        columns.put("submitted_agent", submittedAgent);
        columns.put("handoffs", handoffs);
        columns.put("state", state);
        columns.put("question_id", questionId);
        columns.put("question", question);
        columns.put("asked_at", time(askedAt));
        columns.put("answer_by", time(answerBy));
        columns.put("answer", answer);
        columns.put("parent", parent);
        columns.put("depth", depth);
        columns.put(
                "waiting_for",
                waitingFor == null
                        ? null
                        : waitingFor.stream().map(UUID::toString).collect(joining(",", "{", "}")));
        columns.put(
                "steps",
                steps.stream()
                        .sorted(Comparator.comparingLong(Step::run).thenComparing(Step::name))
                        .map(step -> step.run() + " " + step.name() + " " + step.result())
                        .collect(joining("; ")));
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
