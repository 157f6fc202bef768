package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Command.Way;
import dev.warren.store.model.ModelAttempts.Ended;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/** Rules of talk that random commands would find, but late. */
final class TalkRules {

    private TalkRules() {}

    static void aReplayBeginsWithTheFirstAgent(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        stage.ledger.finish(worker, List.of(new Ended(attempt, Way.HANDED_OFF, 0, "other", List.of())));
        stage.ledger.claim(worker, List.of(new Message(attempt.task(), 3, "other", 1)));
        var second = new Attempt(worker, attempt.task(), 4);
        stage.ledger.finish(worker, List.of(new Ended(second, Way.HANDED_OFF, 0, "other", List.of())));
        assertThat(stage.holds("agent = 'other' and handoffs = 2", attempt.task()))
                .isTrue();
        stage.ledger.cancel(ModelTask.TENANT, attempt.task());
        stage.recovery.replay(ModelTask.TENANT, List.of(attempt.task()), 0);

        assertThat(stage.holds("agent = 'echo' and state is null", attempt.task()))
                .isTrue();
    }

    static void eachQuestionHasItsOwnNameAndAnswer(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        UUID task = stage.task();
        UUID first = asked(stage, stage.claimed(worker, task));
        stage.talk.answer(ModelTask.TENANT, task, first, "1");
        stage.ledger.claim(worker, List.of(new Message(task, 3, "echo", 1)));
        UUID second = asked(stage, new Attempt(worker, task, 4));

        assertThat(second).isNotEqualTo(first);
        assertThat(stage.holds("answer is null", task)).isTrue();
        assertThat(stage.talk.answer(ModelTask.TENANT, task, first, "2"))
                .containsExactly("WAITING_INPUT false run 1 newest " + second);
    }

    static void anAnswerOfAnEarlierRunIsNone(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        UUID question = asked(stage, stage.claimed(stage.worker(), task));
        stage.talk.answer(ModelTask.TENANT, task, question, "1");
        stage.ledger.cancel(ModelTask.TENANT, task);
        stage.recovery.replay(ModelTask.TENANT, List.of(task), 0);

        assertThat(stage.talk.answer(ModelTask.TENANT, task, question, "1"))
                .containsExactly("QUEUED false run 2 newest null");
    }

    static void aCallOfWhatHasEndedGoesOn(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt caller = stage.claimed(worker, stage.task());
        UUID child = stage.child(caller);
        stage.ledger.cancel(ModelTask.TENANT, child);

        assertThat(stage.ledger.finish(worker, List.of(new Ended(caller, Way.CALLED, 0, null, List.of(child)))))
                .containsExactly("QUEUED run 1 fence 3");
    }

    static void whoWaitsForNobodyIsNotWoken(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt parent = stage.claimed(worker, stage.task());
        UUID child = stage.child(parent);
        stage.ledger.finish(worker, Stage.results(Way.RETRIED, parent));
        stage.ledger.cancel(ModelTask.TENANT, child);

        assertThat(stage.talk.wake(10)).isZero();
    }

    static void aChildsAgentExists(LedgerDatabase database) {
        var stage = new Stage(database);
        Attempt parent = stage.claimed(stage.worker(), stage.task());

        assertThat(stage.talk.send(parent, database.nextId(), "a", "nobody")).isEqualTo("UNKNOWN_AGENT");
    }

    static void aNameHasOneChild(LedgerDatabase database) {
        var stage = new Stage(database);
        Attempt parent = stage.claimed(stage.worker(), stage.task());
        UUID first = database.nextId();
        stage.talk.send(parent, first, "a", "echo");

        assertThat(stage.talk.send(parent, database.nextId(), "a", "echo")).isEqualTo("sent " + first);
    }

    static void theFirstResultOfAStepStays(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        String first = RealTalk.result(attempt, 0);
        assertThat(stage.talk.record(stage.worker(), List.of(attempt), "a")).containsExactly("STALE");
        stage.talk.record(worker, List.of(attempt), "a");

        assertThat(stage.talk.record(worker, List.of(stage.claimed(worker, stage.task()), attempt), "a"))
                .last()
                .isEqualTo(first);
    }

    private static UUID asked(Stage stage, Attempt attempt) {
        stage.ledger.finish(attempt.incarnation(), List.of(new Ended(attempt, Way.ASKED, 60)));
        return Objects.requireNonNull(stage.database.jdbc.queryForObject(
                "select question_id from task where id = ?", UUID.class, attempt.task()));
    }
}
