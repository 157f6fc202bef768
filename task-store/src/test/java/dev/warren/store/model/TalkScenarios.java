package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.store.model.Command.Way;
import dev.warren.store.model.Session.Pending;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Steps, children, answers and declarations while others have their hands on the same rows. */
final class TalkScenarios {

    private TalkScenarios() {}

    /** The news of the child's end are gone already when the call gets its row. */
    static void aCallSeesAChildThatEndedWhileItWaited(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt caller = stage.claimed(worker, stage.task());
        UUID child = stage.child(caller);
        try (Session calling = stage.session();
                Session waking = stage.holding(caller.task())) {
            Pending<List<String>> call = calling.start(ledger -> ledger.finish(worker, called(caller, child)));
            assertThat(call.waited()).isTrue();
            stage.ledger.cancel(ModelTask.TENANT, child);
            waking.talk.wake(10);
            waking.commit();

            assertThat(call.answer()).containsExactly("QUEUED run 1 fence 3");
        }
    }

    static void aWakeWaitsForTheCallerThatIsAboutToWait(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt caller = stage.claimed(worker, stage.task());
        UUID child = stage.child(caller);
        try (Session waking = stage.session();
                Session calling = stage.session().begin()) {
            assertThat(calling.ledger.finish(worker, called(caller, child))).containsExactly("SCHEDULED run 1 fence 2");
            stage.ledger.cancel(ModelTask.TENANT, child);
            Pending<Integer> woken = waking.start(ledger -> waking.talk.wake(10));
            calling.commit();

            assertThat(woken.answer()).isOne();
            assertThat(stage.status(caller.task())).isEqualTo("QUEUED");
        }
    }

    static void aWakeLocksInTheOrderOfIds(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt one = stage.claimed(worker, stage.task());
        Attempt two = stage.claimed(worker, stage.task());
        for (Attempt caller : List.of(one, two)) {
            stage.ledger.cancel(ModelTask.TENANT, stage.child(caller));
        }
        try (Session waking = stage.session();
                Session holding = stage.holding(one.task())) {
            Pending<Integer> wake = waking.start(ledger -> waking.talk.wake(10));
            assertThat(wake.waited()).as("it waits for the first caller").isTrue();
            Pending<Boolean> both = holding.start(ledger -> {
                Stage.hold(holding, two.task());
                return true;
            });
            assertThat(both.waited())
                    .as("it holds the second caller while it waits for the first")
                    .isFalse();
            holding.commit();
            wake.answer();
        }
    }

    /** Whoever ends a child a second time meets the news of its first end. */
    static void aWakeHoldsNoNewsWhileItWaits(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt caller = stage.claimed(worker, stage.task());
        UUID child = stage.child(caller);
        stage.ledger.cancel(ModelTask.TENANT, child);
        try (Session waking = stage.session();
                Session ending = stage.holding(caller.task())) {
            Pending<Integer> wake = waking.start(ledger -> waking.talk.wake(10));
            assertThat(wake.waited()).isTrue();
            ending.recovery.replay(ModelTask.TENANT, List.of(child), 0);
            Pending<List<String>> end = ending.start(ledger -> ledger.cancel(ModelTask.TENANT, child));
            assertThat(end.waited()).as("the end waits for the wake").isFalse();
            ending.commit();
            wake.answer();
        }
    }

    static void aChildIsSentByWhoeverStillRuns(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt parent = stage.claimed(worker, stage.task());
        try (Session sending = stage.session();
                Session finishing = stage.session().begin()) {
            finishing.ledger.finish(worker, Stage.results(Way.COMPLETED, parent));
            Pending<String> sent = sending.start(ledger -> sending.talk.send(parent, database.nextId(), "a", "echo"));
            finishing.commit();

            assertThat(sent.answer()).isEqualTo("STALE");
        }
    }

    static void twoThreadsOfAnAttemptSendOneChild(LedgerDatabase database) {
        var stage = new Stage(database);
        Attempt parent = stage.claimed(stage.worker(), stage.task());
        UUID first = database.nextId();
        try (Session second = stage.session();
                Session sending = stage.session().begin()) {
            sending.talk.send(parent, first, "a", "echo");
            Pending<String> again = second.start(ledger -> second.talk.send(parent, database.nextId(), "a", "echo"));
            sending.commit();

            assertThat(again.answer()).isEqualTo("sent " + first);
        }
    }

    static void aStepIsOfWhoeverStillRuns(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        try (Session recording = stage.session();
                Session finishing = stage.session().begin()) {
            finishing.ledger.finish(worker, Stage.results(Way.RELEASED, attempt));
            Pending<List<String>> kept =
                    recording.start(ledger -> recording.talk.record(worker, List.of(attempt), "a"));
            finishing.commit();

            assertThat(kept.answer()).containsExactly("STALE");
        }
    }

    static void ofTwoPeopleOneAnswers(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        stage.ledger.finish(worker, List.of(new ModelAttempts.Ended(attempt, Way.ASKED, 60)));
        UUID question =
                Objects.requireNonNull(database.jdbc.queryForObject("select question_id from task", UUID.class));
        try (Session late = stage.session();
                Session early = stage.session().begin()) {
            early.talk.answer(ModelTask.TENANT, attempt.task(), question, "1");
            Pending<List<String>> answer =
                    late.start(ledger -> late.talk.answer(ModelTask.TENANT, attempt.task(), question, "2"));
            early.commit();

            assertThat(answer.answer()).containsExactly("QUEUED false run 1 newest " + question);
        }
    }

    static void theEndOfAWaitSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        stage.ledger.finish(worker, List.of(new ModelAttempts.Ended(attempt, Way.ASKED, 0)));
        try (Session sweeping = stage.session();
                Session holding = stage.holding(attempt.task())) {
            Pending<Object> end = sweeping.start(ledger -> sweeping.talk.endUnanswered(10));

            assertThat(end.waited()).as("it waits for the row").isFalse();
            end.answer();
            holding.commit();
        }
    }

    static void aDeclarationSeesTheOneItWaitedFor(LedgerDatabase database) {
        var stage = new Stage(database);
        String agent = fresh(database);
        try (Session late = stage.session();
                Session early = stage.session().begin()) {
            early.talk.declare(agent, "1", 0);
            Pending<String> second = late.start(ledger -> late.talk.declare(agent, "2", 0));
            early.commit();

            assertThat(second.answer()).isEqualTo("OTHER_VERSION 1");
        }
    }

    static void aDeclarationLeavesAJavaAgentItWaitedFor(LedgerDatabase database) {
        var stage = new Stage(database);
        String agent = fresh(database);
        try (Session declaring = stage.session();
                Session announcing = stage.session().begin()) {
            announcing.talk.announce(database.nextId(), agent);
            Pending<String> declared = declaring.start(ledger -> declaring.talk.declare(agent, "1", null));
            announcing.commit();

            assertThat(declared.answer()).startsWith("JAVA");
        }
    }

    static void aWorkerLeavesADeclaredAgent(LedgerDatabase database) {
        var stage = new Stage(database);
        String agent = fresh(database);
        stage.talk.declare(agent, "1", 0);

        assertThatThrownBy(() -> stage.talk.announce(database.nextId(), agent))
                .hasStackTraceContaining("is declared over the API");
        assertThat(stage.talk.declare(agent, "1", null)).isEqualTo("SAME 1");
    }

    private static String fresh(LedgerDatabase database) {
        return "a" + database.nextId();
    }

    private static List<ModelAttempts.Ended> called(Attempt caller, UUID child) {
        return List.of(new ModelAttempts.Ended(caller, Way.CALLED, 0, null, List.of(child)));
    }
}
