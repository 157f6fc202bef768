package dev.warren.store.model;

import dev.warren.store.agent.DeclareAgent;
import dev.warren.store.agent.DeclareAgent.Declaration;
import dev.warren.store.child.ChildTasks;
import dev.warren.store.child.NewChild;
import dev.warren.store.child.SentChild;
import dev.warren.store.step.Step;
import dev.warren.store.step.StepJournal;
import dev.warren.store.sweep.SweepLedger;
import dev.warren.store.task.AnswerTask;
import dev.warren.store.worker.HostedAgent;
import dev.warren.store.worker.Lease;
import dev.warren.store.worker.WorkerLife;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** What agents remember and say to each other and to people, through the store's API; its answers in the words of the model. */
final class RealTalk {

    private final JdbcTemplate jdbc;
    private final ChildTasks children;
    private final StepJournal journal;
    private final AnswerTask answers;
    private final SweepLedger sweep;
    private final DeclareAgent declare;

    RealTalk(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        children = new ChildTasks(jdbc);
        journal = new StepJournal(jdbc);
        answers = new AnswerTask(jdbc);
        sweep = new SweepLedger(jdbc);
        declare = new DeclareAgent(jdbc);
    }

    String send(Attempt parent, UUID id, String name, String agent) {
        var child = new NewChild(id, name, agent, "{}", null, null);
        return switch (children.send(parent.incarnation(), lease(parent), child)) {
            case SentChild.Sent(UUID task) -> "sent " + task;
            case SentChild.Refused(SentChild.Why why) -> why.name();
        };
    }

    /** Of each attempt the step {@code name}; no two results are the same. */
    List<String> record(UUID incarnation, List<Attempt> attempts, String name) {
        List<Step> steps = new java.util.ArrayList<>();
        for (int i = 0; i < attempts.size(); i++) {
            steps.add(new Step(lease(attempts.get(i)), name, result(attempts.get(i), i)));
        }
        return journal.record(incarnation, steps).stream()
                .map(kept -> kept.orElse("STALE"))
                .toList();
    }

    static String result(Attempt attempt, int place) {
        return "\"%s as %d\"".formatted(attempt.output(), place);
    }

    private static Lease lease(Attempt attempt) {
        return new Lease(attempt.task(), attempt.fence());
    }

    int wake(int limit) {
        return sweep.wakeCallers(limit);
    }

    List<String> answer(String tenant, UUID task, UUID question, String text) {
        return answers.answer(tenant, task, question, text).stream()
                .map(answered -> "%s %s run %d newest %s"
                        .formatted(answered.status(), answered.accepted(), answered.run(), answered.question()))
                .toList();
    }

    Map<UUID, String> endUnanswered(int limit) {
        return RealLedger.text(sweep.endUnanswered(limit));
    }

    String declare(String agent, String text, @Nullable Integer expected) {
        var declared = declare.declare(
                new Declaration(
                        agent, "llm", "llm:main", "", List.of(), null, null, Duration.ofMinutes(1), 3, null, text),
                expected);
        return declared.outcome() + " " + declared.version();
    }

    void announce(UUID incarnation, String agent) {
        new WorkerLife(jdbc, incarnation)
                .announce(new HostedAgent(agent, "1", "", Set.of(), null, null, Duration.ofMinutes(1), 3, null));
    }
}
