package dev.warren.store.model;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.model.Command.Way;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model's rules of how attempts begin and end. */
final class ModelAttempts {

    /** After so many seconds a caller asks for its children by itself. */
    private static final long LOOKS_AGAIN = 3600;

    private final ModelLedger ledger;

    ModelAttempts(ModelLedger ledger) {
        this.ledger = ledger;
    }

    List<String> claim(UUID incarnation, List<Message> messages) {
        Map<Message, String> verdicts = new HashMap<>();
        messages.forEach(message -> verdicts.computeIfAbsent(message, asked -> claim(incarnation, asked)));
        List<String> answers = new ArrayList<>();
        for (Message message : messages) {
            String verdict = Objects.requireNonNull(verdicts.get(message));
            answers.add(verdict);
            if (verdict.startsWith("CLAIMED")) {
                verdicts.put(message, "ROW");
            }
        }
        return answers;
    }

    private String claim(UUID incarnation, Message message) {
        ModelLedger.ModelWorker me = ledger.workers.get(incarnation);
        ModelTask task = ledger.task(message.task());
        if (me == null || !me.state.equals("ALIVE") || ledger.paused.contains(message.agent())) {
            return "NOT_ME";
        }
        if (task.status != TaskStatus.QUEUED
                || task.fence != message.fence()
                || !task.queue.agent().equals(message.agent())
                || task.cancelRequestedAt != null
                || !task.mayStillStart(ledger.now)) {
            return "ROW";
        }
        task.status = TaskStatus.RUNNING;
        task.fence++;
        task.attempt++;
        task.owner = incarnation;
        task.worker = me.name;
        task.agentVersion = LedgerDatabase.AGENT_VERSION;
        task.startedAt = task.startedAt == null ? Long.valueOf(ledger.now) : task.startedAt;
        task.claimedAt = ledger.now;
        task.timeoutAt = ledger.now + task.timeout;
        task.publishAt = null;
        task.publishedAt = null;
        task.publishes = 0;
        task.unroutableSince = null;
        return "CLAIMED run %d attempt %d failures %d of %d fence %d timeout %d"
                .formatted(task.run, task.attempt, task.failures, task.maxAttempts, task.fence, task.timeout);
    }

    /** A result of an attempt, as it reaches the ledger. */
    record Ended(
            Attempt attempt, Way way, int delay, @Nullable String agent, List<UUID> children) {

        Ended(Attempt attempt, Way way, int delay) {
            this(attempt, way, delay, null, List.of());
        }
    }

    List<String> finish(UUID incarnation, List<Ended> results) {
        Map<UUID, Ended> counted = new TreeMap<>();
        results.forEach(result -> counted.merge(
                result.attempt().task(),
                result,
                (a, b) -> b.attempt().fence() > a.attempt().fence() ? b : a));
        Map<UUID, String> answers = new HashMap<>();
        counted.forEach((id, result) -> {
            ModelTask task = ledger.task(id);
            if (task.running(incarnation) && task.fence == result.attempt().fence()) {
                answers.put(id, finish(task, result));
            }
        });
        return results.stream()
                .map(result -> counted.get(result.attempt().task()).attempt().fence()
                                == result.attempt().fence()
                        ? answers.getOrDefault(result.attempt().task(), "STALE")
                        : "STALE")
                .toList();
    }

    private String finish(ModelTask task, Ended result) {
        Way way = result.way();
        boolean canceled = task.cancelRequestedAt != null;
        boolean charged = way == Way.RETRIED || way == Way.TIMED_OUT;
        boolean lost = way == Way.HANDED_OFF && !ledger.knows(result.agent());
        TaskStatus next = canceled || way == Way.CANCELED
                ? TaskStatus.CANCELED
                : switch (way) {
                    case COMPLETED -> TaskStatus.COMPLETED;
                    case FAILED -> TaskStatus.FAILED;
                    case RETRIED, TIMED_OUT -> task.lastAttempt() ? TaskStatus.FAILED : TaskStatus.SCHEDULED;
                    case RELEASED -> TaskStatus.QUEUED;
                    case HANDED_OFF -> lost ? TaskStatus.FAILED : TaskStatus.QUEUED;
                    case ASKED -> TaskStatus.WAITING_INPUT;
                    case CALLED -> ledger.anyOpen(result.children()) ? TaskStatus.SCHEDULED : TaskStatus.QUEUED;
                    case CANCELED -> throw new AssertionError();
                };
        boolean problem = charged || way == Way.FAILED;
        task.reason = next != TaskStatus.FAILED
                ? null
                : switch (way) {
                    case FAILED, HANDED_OFF -> FailureReason.NON_RETRYABLE;
                    case TIMED_OUT -> FailureReason.TIMED_OUT;
                    case RETRIED, COMPLETED, CANCELED, RELEASED, ASKED, CALLED -> FailureReason.ATTEMPTS_EXHAUSTED;
                };
        task.errorCode = problem ? way.name() : lost ? "UNKNOWN_AGENT" : null;
        task.errorMessage = problem ? result.attempt().output() : lost ? "there is no such agent" : null;
        if ((problem || lost) && next != TaskStatus.CANCELED) {
            task.failures++;
        }
        if (next != TaskStatus.COMPLETED) {
            boolean unfinished = way == Way.COMPLETED || way.ordinal() >= Way.HANDED_OFF.ordinal();
            task.remember(
                    next == TaskStatus.CANCELED && unfinished ? "CANCELED" : lost ? "FAILED" : way.name(),
                    task.errorCode);
        }
        task.leave(next, ledger.now);
        if (next == TaskStatus.QUEUED) {
            task.fence++;
        }
        if (next == TaskStatus.SCHEDULED) {
            task.dueAt = ledger.now + (way == Way.CALLED ? LOOKS_AGAIN : result.delay());
        }
        task.waitingFor = way == Way.CALLED && next == TaskStatus.SCHEDULED ? result.children() : null;
        talk(task, result);
        task.output = next == TaskStatus.COMPLETED ? "\"" + result.attempt().output() + "\"" : null;
        task.inputTokens += 1;
        task.outputTokens += 2;
        return became(task);
    }

    /** What the attempt leaves to the next ones. */
    private void talk(ModelTask task, Ended result) {
        if (result.way() != Way.HANDED_OFF && result.way() != Way.ASKED) {
            return;
        }
        String said = "\"" + result.attempt().output() + "\"";
        task.state = said;
        task.answer = null;
        if (task.status == TaskStatus.WAITING_INPUT) {
            task.asksAnew = true;
            task.question = said;
            task.askedAt = ledger.now;
            task.answerBy = ledger.now + result.delay();
        }
        if (task.status == TaskStatus.QUEUED) {
            task.submittedAgent = task.submittedAgent == null ? task.queue.agent() : task.submittedAgent;
            task.queue = task.queue.of(Objects.requireNonNull(result.agent()));
            task.handoffs++;
        }
    }

    static String became(ModelTask task) {
        return "%s run %d fence %d%s"
                .formatted(task.status, task.run, task.fence, task.reason == null ? "" : " " + task.reason);
    }

    /** Empty for a stranger. */
    List<String> cancel(String tenant, UUID id) {
        ModelTask task = ledger.task(id);
        if (!tenant.equals(ModelTask.TENANT)) {
            return List.of();
        }
        boolean changed = task.cancelRequestedAt == null && !task.status.isTerminal();
        UUID owner = task.owner;
        if (changed) {
            task.cancelRequestedAt = ledger.now;
            task.publishAt = null;
            task.events.add("CANCEL_REQUESTED");
            if (task.status != TaskStatus.RUNNING) {
                task.status = TaskStatus.CANCELED;
                task.finishedAt = ledger.now;
            }
        }
        return List.of("%s run %d fence %d owner %s%s"
                .formatted(task.status, task.run, task.fence, owner, changed ? "" : " unchanged"));
    }

    /** Takes what is owned by incarnations that are dead or have stopped. */
    Map<UUID, String> takeOver(int limit, Set<UUID> changed) {
        Map<UUID, String> answers = new TreeMap<>();
        Stream<ModelTask> orphaned = ledger.all().filter(task -> task.status == TaskStatus.RUNNING && gone(task.owner));
        for (ModelTask task : ModelLedger.taken(orphaned, limit, changed)) {
            boolean canceled = task.cancelRequestedAt != null;
            TaskStatus next =
                    canceled ? TaskStatus.CANCELED : task.lastAttempt() ? TaskStatus.FAILED : TaskStatus.QUEUED;
            boolean failed = next == TaskStatus.FAILED;
            task.remember("WORKER_DIED", "WORKER_DIED");
            if (!canceled) {
                task.failures++;
                task.workerDeaths++;
            }
            task.reason = !failed
                    ? null
                    : task.workerDeaths >= task.maxAttempts ? FailureReason.POISON : FailureReason.ATTEMPTS_EXHAUSTED;
            task.errorCode = failed ? "WORKER_DIED" : null;
            task.errorMessage = failed ? "worker " + task.worker + " died while it ran the task" : null;
            task.leave(next, ledger.now);
            task.fence++;
            task.publishes = 0;
            task.publishedAt = null;
            answers.put(task.id, became(task));
        }
        return answers;
    }

    private boolean gone(@Nullable UUID owner) {
        ModelLedger.ModelWorker worker = owner == null ? null : ledger.workers.get(owner);
        return worker != null && !worker.lives();
    }

    /** Ends attempts that are over their timeout by {@code grace}. */
    Map<UUID, String> endOverdue(int grace, int limit, Set<UUID> changed) {
        Map<UUID, String> answers = new TreeMap<>();
        Stream<ModelTask> overdue =
                ledger.all().filter(task -> task.timeoutAt != null && task.timeoutAt + grace <= ledger.now);
        for (ModelTask task : ModelLedger.taken(overdue, limit, changed)) {
            boolean canceled = task.cancelRequestedAt != null;
            TaskStatus next =
                    canceled ? TaskStatus.CANCELED : task.lastAttempt() ? TaskStatus.FAILED : TaskStatus.SCHEDULED;
            task.remember("TIMED_OUT", "TIMED_OUT");
            task.reason = next == TaskStatus.FAILED ? FailureReason.TIMED_OUT : null;
            task.errorCode = "TIMED_OUT";
            task.errorMessage = "the attempt ran longer than its timeout and its worker did not end it";
            if (next == TaskStatus.SCHEDULED) {
                task.dueAt = ledger.now + Math.min(300, 1L << task.failures);
            }
            if (!canceled) {
                task.failures++;
            }
            task.leave(next, ledger.now);
            answers.put(task.id, became(task));
        }
        return answers;
    }
}
