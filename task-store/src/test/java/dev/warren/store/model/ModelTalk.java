package dev.warren.store.model;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.model.Command.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

/** The model's rules of what agents remember and say to each other and to people. */
final class ModelTalk {

    private final ModelLedger ledger;

    ModelTalk(ModelLedger ledger) {
        this.ledger = ledger;
    }

    /** One child for each name in a run. */
    String send(Attempt attempt, UUID id, String name, String agent) {
        ModelTask parent = ledger.task(attempt.task());
        if (!owns(attempt.incarnation(), attempt)) {
            return "STALE";
        }
        ModelTask.Step sent = parent.step("child:" + name);
        if (sent != null) {
            return "sent " + sent.result().split("\"")[3];
        }
        if (!ledger.knows(agent)) {
            return "UNKNOWN_AGENT";
        }
        parent.steps.add(new ModelTask.Step(parent.run, "child:" + name, "{\"task\" : \"" + id + "\"}"));
        Queue queue = parent.queue.of(agent);
        var wish = new Wish(Queue.ALL.indexOf(queue), (int) parent.priority, 3, 0, 0, 600, 0, 0);
        var child = new ModelTask(id, wish, TaskStatus.QUEUED, ledger.now);
        child.publishAt = ledger.now;
        child.publishes = 0;
        child.parent = parent.id;
        child.depth = parent.depth + 1;
        ledger.tasks.put(id, child);
        return "sent " + id;
    }

    private boolean owns(UUID incarnation, Attempt attempt) {
        ModelTask task = ledger.task(attempt.task());
        return task.running(incarnation) && task.fence == attempt.fence();
    }

    /** The first result counts. */
    List<String> record(UUID incarnation, List<Attempt> attempts, String name) {
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            Attempt attempt = attempts.get(i);
            ModelTask task = ledger.task(attempt.task());
            if (!owns(incarnation, attempt)) {
                answers.add("STALE");
                continue;
            }
            if (task.step(name) == null) {
                task.steps.add(new ModelTask.Step(task.run, name, RealTalk.result(attempt, i)));
            }
            answers.add(Objects.requireNonNull(task.step(name)).result());
        }
        return answers;
    }

    int wake(int limit) {
        Set<UUID> callers = new TreeSet<>();
        ledger.news.stream().limit(limit).forEach(news -> callers.add(news.parent()));
        ledger.news.removeIf(news -> callers.contains(news.parent()));
        int woken = 0;
        for (UUID id : callers) {
            ModelTask caller = ledger.task(id);
            if (caller.status == TaskStatus.SCHEDULED
                    && caller.waitingFor != null
                    && !ledger.anyOpen(caller.waitingFor)) {
                caller.queue(ledger.now);
                caller.dueAt = ledger.now;
                woken++;
            }
        }
        return woken;
    }

    /** An answer counts for the question it names, in time; given again it is no error. */
    List<String> answer(String tenant, UUID id, UUID question, String text) {
        if (!tenant.equals(ModelTask.TENANT)) {
            return List.of();
        }
        ModelTask task = ledger.task(id);
        if (task.status == TaskStatus.WAITING_INPUT
                && question.equals(task.questionId)
                && Objects.requireNonNull(task.answerBy) > ledger.now) {
            task.queue(ledger.now);
            task.dueAt = ledger.now;
            task.answer = text;
            task.events.add("ANSWERED");
            task.answered.add(told(task, question, text));
        }
        return List.of("%s %s run %d newest %s"
                .formatted(task.status, task.answered.contains(told(task, question, text)), task.run, task.questionId));
    }

    private static String told(ModelTask task, UUID question, String text) {
        return task.run + " " + question + " " + text;
    }

    Map<UUID, String> endUnanswered(int limit, Set<UUID> changed) {
        Map<UUID, String> answers = new TreeMap<>();
        Stream<ModelTask> over = ledger.all()
                .filter(task ->
                        task.status == TaskStatus.WAITING_INPUT && Objects.requireNonNull(task.answerBy) <= ledger.now);
        for (ModelTask task : ModelLedger.taken(over, limit, changed)) {
            task.reason = FailureReason.TIMED_OUT;
            task.errorCode = "NO_ANSWER";
            task.errorMessage = "nobody answered its question";
            task.leave(TaskStatus.FAILED, ledger.now);
            answers.put(task.id, ModelAttempts.became(task));
        }
        return answers;
    }
}
