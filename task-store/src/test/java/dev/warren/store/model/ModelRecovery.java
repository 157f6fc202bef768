package dev.warren.store.model;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The model's rules of what was lost: dead letters, dead messages, queues that are missing, brokers. */
final class ModelRecovery {

    private static final int MOST_BROKER_DEATHS = 5;

    private final ModelLedger ledger;

    ModelRecovery(ModelLedger ledger) {
        this.ledger = ledger;
    }

    /** One answer per task of this tenant. */
    List<String> replay(String tenant, List<UUID> ids, int spacing) {
        if (!tenant.equals(ModelTask.TENANT)) {
            return List.of();
        }
        long due = ledger.now;
        Map<UUID, String> answers = new HashMap<>();
        Set<UUID> asked = new LinkedHashSet<>(ids);
        for (UUID id : asked) {
            ModelTask task = ledger.task(id);
            boolean ended = task.status.isTerminal();
            if (ended) {
                replay(task, due);
                due += spacing;
            }
            answers.put(id, "%s run %d%s".formatted(task.status, task.run, ended ? " started" : ""));
        }
        return asked.stream().map(id -> id + " " + answers.get(id)).toList();
    }

    private void replay(ModelTask task, long due) {
        task.runs.add(task.run + " " + task.status);
        task.events.add("REPLAYED");
        task.discarded = false;
        task.status = due > ledger.now ? TaskStatus.SCHEDULED : TaskStatus.QUEUED;
        task.run++;
        task.fence++;
        task.attempt = 0;
        task.failures = 0;
        task.workerDeaths = 0;
        task.brokerDeaths = 0;
        task.agentVersion = null;
        task.worker = null;
        task.cancelRequestedAt = null;
        task.dueAt = due;
        task.startedAt = null;
        task.claimedAt = null;
        task.finishedAt = null;
        task.expiresAt = task.ttl == 0 ? null : Long.valueOf(due + task.ttl);
        task.publishAt = due > ledger.now ? null : Long.valueOf(ledger.now);
        task.publishes = 0;
        task.publishedAt = null;
        task.sentAt = null;
        task.unroutableSince = null;
        task.reason = null;
        task.errorCode = null;
        task.errorMessage = null;
        task.inputTokens = 0;
        task.outputTokens = 0;
        task.output = null;
        task.queue =
                new Queue(task.submittedAgent == null ? task.queue.agent() : task.submittedAgent, task.queue.lane());
        task.submittedAgent = null;
        task.handoffs = 0;
        task.state = null;
        task.questionId = null;
        task.question = null;
        task.askedAt = null;
        task.answerBy = null;
        task.answer = null;
        task.waitingFor = null;
    }

    Set<UUID> discard(String tenant, List<UUID> ids) {
        Set<UUID> discarded = new TreeSet<>();
        for (UUID id : ids) {
            ModelTask task = ledger.task(id);
            if (tenant.equals(ModelTask.TENANT) && task.isDeadLetter()) {
                task.discarded = true;
                task.events.add("DISCARDED");
                discarded.add(id);
            }
        }
        return discarded;
    }

    /** A dead message never decides, the row does. */
    Map<UUID, String> settle(List<Message> messages, String reason) {
        Map<UUID, String> answers = new TreeMap<>();
        for (Message message : messages) {
            ModelTask task = ledger.task(message.task());
            boolean meant = task.fence == message.fence()
                    && (task.status == TaskStatus.QUEUED || task.status == TaskStatus.EXPIRED);
            if (meant && task.deadFences.add(message.fence())) {
                task.events.add("BROKER_DEATH");
            }
            if (meant && task.status == TaskStatus.QUEUED) {
                settle(task, reason);
                answers.put(task.id, ModelAttempts.became(task));
            }
        }
        return answers;
    }

    private void settle(ModelTask task, String reason) {
        boolean charged = reason.equals("rejected") || reason.equals("delivery_limit");
        if (charged) {
            task.brokerDeaths++;
        }
        boolean expired = !task.mayStillStart(ledger.now);
        boolean refused = !expired && charged && task.brokerDeaths >= MOST_BROKER_DEATHS;
        task.reason = refused ? FailureReason.UNDELIVERABLE : null;
        task.errorCode = refused ? reason.toUpperCase(Locale.ROOT) : null;
        task.errorMessage = refused
                ? "the broker gave up on " + task.brokerDeaths + " of its messages, the last one by: " + reason
                : null;
        task.leave(expired ? TaskStatus.EXPIRED : refused ? TaskStatus.FAILED : TaskStatus.QUEUED, ledger.now);
        if (task.status == TaskStatus.QUEUED) {
            task.fence++;
            task.publishAt = reason.equals("expired") ? ledger.now : ledger.now + 5;
        }
        task.publishes = 0;
        task.publishedAt = null;
        task.unroutableSince = null;
    }

    int returned(List<Message> messages) {
        Map<UUID, Long> fences = new HashMap<>();
        messages.forEach(message -> fences.merge(message.task(), message.fence(), Math::max));
        int changed = 0;
        for (var publication : fences.entrySet()) {
            ModelTask task = ledger.task(publication.getKey());
            if (task.status == TaskStatus.QUEUED && task.fence == publication.getValue()) {
                task.unroutableSince = task.unroutableSince == null ? Long.valueOf(ledger.now) : task.unroutableSince;
                task.returnedAt = ledger.now;
                task.publishAt = Math.min(Objects.requireNonNull(task.publishAt), ledger.now + 60);
                changed++;
            }
        }
        return changed;
    }

    Map<UUID, String> failUnroutable(int after, int limit, Set<UUID> changed) {
        Map<UUID, String> answers = new TreeMap<>();
        Stream<ModelTask> stuck = ledger.all()
                .filter(task -> task.status == TaskStatus.QUEUED
                        && task.unroutableSince != null
                        && task.returnedAt != null
                        && task.unroutableSince <= ledger.now - after
                        && task.returnedAt - task.unroutableSince >= after);
        for (ModelTask task : ModelLedger.taken(stuck, limit, changed)) {
            task.reason = FailureReason.UNDELIVERABLE;
            task.errorCode = "UNROUTABLE";
            task.errorMessage = "its messages found no queue of the agent %s for %d s"
                    .formatted(
                            task.queue.agent(),
                            Objects.requireNonNull(task.returnedAt) - Objects.requireNonNull(task.unroutableSince));
            task.leave(TaskStatus.FAILED, ledger.now);
            answers.put(task.id, ModelAttempts.became(task));
        }
        return answers;
    }

    int raise(int seen) {
        if (seen == ledger.generation) {
            ledger.generation++;
            ledger.raisedAt = ledger.now;
        }
        return ledger.generation;
    }

    int republishOlder(int limit, Set<UUID> changed) {
        if (ledger.soundGeneration >= ledger.generation) {
            return 0;
        }
        long raisedAt = Objects.requireNonNull(ledger.raisedAt);
        List<ModelTask> taken = ModelLedger.taken(
                ledger.all()
                        .filter(task -> task.status == TaskStatus.QUEUED
                                && task.brokerGeneration < ledger.generation
                                && Objects.requireNonNull(task.publishAt) > ledger.now + 5
                                && task.publishAt <= raisedAt + 3660),
                limit,
                changed);
        for (ModelTask task : taken) {
            task.publishAt = ledger.now;
            task.publishedAt = null;
            task.publishes = 0;
        }
        if (taken.isEmpty()) {
            ledger.soundGeneration = ledger.generation;
        }
        return taken.size();
    }

    int republishOvertaken(Queue queue, int priority, long sentBefore, int limit, Set<UUID> changed) {
        List<ModelTask> taken = ModelLedger.taken(
                ledger.all()
                        .filter(task -> task.status == TaskStatus.QUEUED
                                && task.queue.equals(queue)
                                && task.priority == priority
                                && task.publishedAt != null
                                && task.sentAt != null
                                && task.sentAt < sentBefore
                                && task.sentAt <= ledger.now - (30L << Math.min(task.publishes, 10))
                                && Objects.requireNonNull(task.publishAt) > ledger.now
                                && task.publishAt < sentBefore + 3660),
                limit,
                changed);
        for (ModelTask task : taken) {
            task.publishAt = ledger.now;
            task.publishedAt = null;
        }
        return taken.size();
    }

    /** Unlike leaving, no sign of life. */
    String drain(UUID incarnation) {
        ModelLedger.ModelWorker worker = ledger.workers.get(incarnation);
        if (worker != null && worker.state.equals("ALIVE")) {
            worker.state = "DRAINING";
        }
        return worker == null ? "unknown" : worker.state;
    }
}
