package dev.warren.chaos.check;

import dev.warren.chaos.agent.TestAgents;
import dev.warren.chaos.check.JournalFacts.Answer;
import dev.warren.chaos.check.JournalFacts.Cancel;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.journal.Behaviour;
import dev.warren.chaos.journal.Entry.Purpose;
import dev.warren.chaos.journal.TaskSpec;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A campaign that nobody ran, without a flaw until a test adds one. Times are seconds after its start. Its tasks:
 *
 * <pre>
 * PLAIN     runs from 1.1 to 1.2 and completes
 * RETRIED   fails at 1.2, completes at 2.5
 * ORPHANED  its worker is killed at 2.0, completes elsewhere
 * FAILED    for good
 * EXPIRED   never started
 * CANCELED  while it waited
 * STOPPED   canceled while it ran
 * DELAYED   by two seconds
 * </pre>
 */
final class Fabricated {

    static final UUID PLAIN = new UUID(0, 1);
    static final UUID RETRIED = new UUID(0, 2);
    static final UUID ORPHANED = new UUID(0, 3);
    static final UUID FAILED = new UUID(0, 4);
    static final UUID EXPIRED = new UUID(0, 5);
    static final UUID CANCELED = new UUID(0, 6);
    static final UUID STOPPED = new UUID(0, 7);
    static final UUID DELAYED = new UUID(0, 8);

    static final UUID FIRST_WORKER = new UUID(1, 1);
    static final UUID SECOND_WORKER = new UUID(1, 2);

    final AgentProcess dying = new AgentProcess("worker-1-10-1");
    final AgentProcess living = new AgentProcess("worker-2-20-1");
    final JournalFacts journal = new JournalFacts();
    final Map<UUID, TaskRow> rows = new LinkedHashMap<>();
    final Map<UUID, List<AttemptRow>> attempts = new HashMap<>();
    final List<Execution> executions = new ArrayList<>();
    final List<FaultRecord> faults = new ArrayList<>();
    final Map<UUID, String> workers = new HashMap<>(Map.of(FIRST_WORKER, "DEAD", SECOND_WORKER, "ALIVE"));
    final Set<UUID> deadLetters = new HashSet<>(Set.of(FAILED, EXPIRED));
    final List<QueueState> queues = new ArrayList<>(List.of(new QueueState("agent.chaos-short.shared", 0, 0)));
    final List<String> forbidden = new ArrayList<>();

    Fabricated() {
        dying.seen(at(2.0));
        living.seen(at(100));
        plain();
        retried();
        orphaned();
        failed();
        expired();
        canceled();
        delayed();
    }

    static long at(double seconds) {
        return 1_000_000_000_000_000L + Math.round(seconds * 1e6);
    }

    static Instant instant(double seconds) {
        return Instant.EPOCH.plus(at(seconds), ChronoUnit.MICROS);
    }

    private void plain() {
        submitted(PLAIN, TaskSpec.running(TestAgents.SHORT, 100));
        Execution execution = executed(PLAIN, living, 1, 1, 1.1);
        end(execution, 1.2, "completed");
        rows.put(PLAIN, completed(PLAIN, execution, 0, 1.05, 1.25));
    }

    private void retried() {
        submitted(RETRIED, TaskSpec.running(TestAgents.SHORT, 100).behaving(Behaviour.RETRY, 1, 0));
        end(executed(RETRIED, living, 1, 1, 1.1), 1.2, "retry");
        attempted(RETRIED, 1, SECOND_WORKER, 1.05, 1.25, "RETRIED");
        Execution second = executed(RETRIED, living, 1, 2, 2.4);
        end(second, 2.5, "completed");
        rows.put(RETRIED, completed(RETRIED, second, 1, 2.35, 2.55));
    }

    private void orphaned() {
        submitted(ORPHANED, TaskSpec.running(TestAgents.LONG, 5_000));
        Execution first = executed(ORPHANED, dying, 1, 1, 1.1);
        first.alive(at(1.9));
        attempted(ORPHANED, 1, FIRST_WORKER, 1.05, 17.5, "WORKER_DIED");
        Execution second = executed(ORPHANED, living, 1, 2, 18);
        end(second, 23, "completed");
        rows.put(ORPHANED, completed(ORPHANED, second, 1, 17.9, 23.1));
        faults.add(new FaultRecord("F1", "kill -9 one worker", instant(2), instant(2), "worker-1"));
    }

    private void failed() {
        submitted(FAILED, TaskSpec.running(TestAgents.SHORT, 100).behaving(Behaviour.FAIL, 0, 0));
        end(executed(FAILED, living, 1, 1, 1.1), 1.2, "failed");
        attempted(FAILED, 1, SECOND_WORKER, 1.05, 1.25, "FAILED");
        rows.put(FAILED, row(FAILED, "FAILED", 1, 1, 1.05, 1.25, "NON_RETRYABLE", null));
    }

    private void expired() {
        submitted(EXPIRED, TaskSpec.running(TestAgents.SHORT, 100).withTtl(500));
        TaskRow row = row(EXPIRED, "EXPIRED", 0, 0, Double.NaN, 1.6, null, null);
        rows.put(EXPIRED, with(row, each -> expiring(each, 1.5)));
    }

    private void canceled() {
        submitted(CANCELED, TaskSpec.running(TestAgents.SHORT, 100).withDelay(5_000));
        cancelAnswered(CANCELED, 2.0, 202, "CANCELED");
        rows.put(CANCELED, row(CANCELED, "CANCELED", 0, 0, Double.NaN, 1.9, null, null));

        submitted(STOPPED, TaskSpec.running(TestAgents.LONG, 20_000).withDelay(78_800));
        cancelAnswered(STOPPED, 90.0, 202, "RUNNING");
        Execution execution = executed(STOPPED, living, 1, 1, 80);
        execution.stopped(at(90.1));
        execution.ended(at(90.1), "interrupted");
        attempted(STOPPED, 1, SECOND_WORKER, 79.9, 90.2, "CANCELED");
        rows.put(STOPPED, row(STOPPED, "CANCELED", 1, 0, 79.9, 90.2, null, null));
    }

    private void delayed() {
        submitted(DELAYED, TaskSpec.running(TestAgents.SHORT, 100).withDelay(2_000));
        Execution execution = executed(DELAYED, living, 1, 1, 3.1);
        end(execution, 3.2, "completed");
        rows.put(DELAYED, completed(DELAYED, execution, 0, 3.05, 3.25));
    }

    /** One more, which waits from 1.0 until it is claimed. */
    void waiting(UUID task, double claimed) {
        submitted(task, TaskSpec.running(TestAgents.SHORT, 100));
        Execution execution = executed(task, living, 1, 1, claimed + 0.1);
        end(execution, claimed + 0.2, "completed");
        rows.put(task, completed(task, execution, 0, claimed, claimed + 0.3));
    }

    /** One more, whose only attempt ran into its timeout of so many milliseconds. */
    void timedOut(UUID task, long timeout, double claimed, double began, double ended) {
        submitted(task, TaskSpec.running(TestAgents.LONG, 5_000).withTimeout(timeout));
        end(executed(task, living, 1, 1, began), ended, "interrupted");
        attempted(task, 1, SECOND_WORKER, claimed, ended + 0.1, "TIMED_OUT");
        rows.put(task, row(task, "FAILED", 1, 1, claimed, ended + 0.1, "TIMED_OUT", null));
    }

    void submitted(UUID task, TaskSpec spec) {
        var submission = journal.submission(task.getLeastSignificantBits(), at(0.9));
        submission.specs.add(spec);
        submission.answers.add(new Answer(at(1.01), Purpose.ORIGINAL, 202, null, List.of(task)));
        submission.answers.add(new Answer(at(1.5), Purpose.DUPLICATE, 202, null, List.of(task)));
        submission.answers.add(new Answer(at(1.6), Purpose.OTHER_BODY, 422, "idempotency-key-reused", List.of()));
    }

    void answered(UUID task, Answer answer) {
        journal.submissions().get(task.getLeastSignificantBits()).answers.add(answer);
    }

    void cancelAnswered(UUID task, double when, int status, String taskStatus) {
        var cancel = new Cancel(at(when - 0.1));
        cancel.answeredAt = at(when);
        cancel.status = status;
        cancel.taskStatus = taskStatus;
        journal.cancels().put(task, cancel);
    }

    Execution executed(UUID task, AgentProcess process, int run, int attempt, double from) {
        var execution = new Execution(process, executions.size() + 1, task, run, attempt, at(from));
        executions.add(execution);
        return execution;
    }

    static void end(Execution execution, double when, String how) {
        execution.alive(at(when));
        execution.ended(at(when), how);
    }

    void attempted(UUID task, int attempt, UUID incarnation, double from, double until, String outcome) {
        attempts.computeIfAbsent(task, ignored -> new ArrayList<>())
                .add(new AttemptRow(1, attempt, incarnation, at(from), at(until), outcome));
    }

    TaskRow completed(UUID task, Execution execution, int failures, double claimed, double finished) {
        return row(task, "COMPLETED", execution.attempt(), failures, claimed, finished, null, execution.token());
    }

    private TaskRow row(
            UUID task,
            String status,
            int attempt,
            int failures,
            double claimed,
            double finished,
            String reason,
            String token) {
        long started = Double.isNaN(claimed) ? Times.NONE : at(claimed);
        return new TaskRow(
                task,
                TestAgents.SHORT,
                status,
                1,
                attempt,
                failures,
                3,
                2L * attempt + 1,
                null,
                Times.NONE,
                at(1),
                attempts.containsKey(task) && attempt > 1 ? at(1.05) : started,
                started,
                at(finished),
                Times.NONE,
                reason,
                task.getLeastSignificantBits() + ".0",
                token,
                token != null);
    }

    void change(UUID task, UnaryOperator<TaskRow> change) {
        rows.compute(task, (id, row) -> with(row, change));
    }

    private static TaskRow with(TaskRow row, UnaryOperator<TaskRow> change) {
        return change.apply(row);
    }

    static TaskRow ending(TaskRow row, String status, String reason) {
        return new TaskRow(
                row.id(),
                row.agent(),
                status,
                row.run(),
                row.attempt(),
                row.failures(),
                row.maxAttempts(),
                row.fence(),
                row.owner(),
                row.cancelRequestedAt(),
                row.createdAt(),
                row.startedAt(),
                row.claimedAt(),
                row.finishedAt(),
                row.expiresAt(),
                reason,
                row.intent(),
                row.execution(),
                row.output());
    }

    static TaskRow counting(TaskRow row, int attempt, int failures, long fence) {
        return new TaskRow(
                row.id(),
                row.agent(),
                row.status(),
                row.run(),
                attempt,
                failures,
                row.maxAttempts(),
                fence,
                row.owner(),
                row.cancelRequestedAt(),
                row.createdAt(),
                row.startedAt(),
                row.claimedAt(),
                row.finishedAt(),
                row.expiresAt(),
                row.reason(),
                row.intent(),
                row.execution(),
                row.output());
    }

    static TaskRow resulting(TaskRow row, String execution) {
        return new TaskRow(
                row.id(),
                row.agent(),
                row.status(),
                row.run(),
                row.attempt(),
                row.failures(),
                row.maxAttempts(),
                row.fence(),
                row.owner(),
                row.cancelRequestedAt(),
                row.createdAt(),
                row.startedAt(),
                row.claimedAt(),
                row.finishedAt(),
                row.expiresAt(),
                row.reason(),
                row.intent(),
                execution,
                execution != null);
    }

    static TaskRow claimed(TaskRow row, double started, double claimed) {
        return new TaskRow(
                row.id(),
                row.agent(),
                row.status(),
                row.run(),
                row.attempt(),
                row.failures(),
                row.maxAttempts(),
                row.fence(),
                row.owner(),
                row.cancelRequestedAt(),
                row.createdAt(),
                at(started),
                at(claimed),
                row.finishedAt(),
                row.expiresAt(),
                row.reason(),
                row.intent(),
                row.execution(),
                row.output());
    }

    static TaskRow expiring(TaskRow row, double expires) {
        return new TaskRow(
                row.id(),
                row.agent(),
                row.status(),
                row.run(),
                row.attempt(),
                row.failures(),
                row.maxAttempts(),
                row.fence(),
                row.owner(),
                row.cancelRequestedAt(),
                row.createdAt(),
                row.startedAt(),
                row.claimedAt(),
                row.finishedAt(),
                at(expires),
                row.reason(),
                row.intent(),
                row.execution(),
                row.output());
    }

    static TaskRow running(TaskRow row, UUID owner) {
        return new TaskRow(
                row.id(),
                row.agent(),
                "RUNNING",
                row.run(),
                row.attempt(),
                row.failures(),
                row.maxAttempts(),
                row.fence(),
                owner,
                row.cancelRequestedAt(),
                row.createdAt(),
                row.startedAt(),
                row.claimedAt(),
                Times.NONE,
                row.expiresAt(),
                null,
                row.intent(),
                null,
                false);
    }

    static TaskRow labelled(TaskRow row, UUID id, String intent) {
        return new TaskRow(
                id,
                row.agent(),
                row.status(),
                row.run(),
                row.attempt(),
                row.failures(),
                row.maxAttempts(),
                row.fence(),
                row.owner(),
                row.cancelRequestedAt(),
                row.createdAt(),
                row.startedAt(),
                row.claimedAt(),
                row.finishedAt(),
                row.expiresAt(),
                row.reason(),
                intent,
                row.execution(),
                row.output());
    }

    Facts facts() {
        Map<UUID, TaskHistory> tasks = new LinkedHashMap<>();
        rows.forEach((id, row) -> {
            var task = new TaskHistory(row);
            attempts.getOrDefault(id, List.of()).forEach(task::add);
            tasks.put(id, task);
        });
        Map<String, Execution> byToken = new LinkedHashMap<>();
        executions.forEach(execution -> byToken.put(execution.token(), execution));
        return CollectFacts.join(
                tasks,
                journal,
                new EffectFacts(List.of(dying, living), byToken, 0),
                faults,
                new CollectFacts.Surroundings(
                        new LedgerState(workers, deadLetters, 0),
                        queues,
                        new LogFacts(10, Map.of("gateway: ERROR something", 2L), forbidden)));
    }
}
