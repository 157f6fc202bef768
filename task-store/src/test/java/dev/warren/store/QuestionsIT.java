package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.finish.Finished;
import dev.warren.store.task.AnswerTask;
import dev.warren.store.task.AnswerTask.Answered;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionsIT {

    private static final String YES = "{\"ok\":true,\"nul\":\"\\u0000\"}";

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final AnswerTask answers = new AnswerTask(ledger.jdbc);
    private final UUID worker = ledger.worker();

    @Test
    void waitsForAnAnswerAndGoesOnWithIt() {
        UUID id = ledger.submitted(ledger.task().maxAttempts(1));
        UUID question = asked(id);
        assertThat(ledger.row(id)).containsEntry("owner", null).containsEntry("publish_at", null);

        assertThat(answers.answer("default", id, question, YES))
                .contains(new Answered(TaskStatus.QUEUED, true, question, 1));

        assertThat(ledger.publications.takeDue(1, 1000)).extracting("id").contains(id);
        ClaimedTask next = ledger.claimed(worker, id);
        assertThat(next.answer()).isEqualTo(YES);
        assertThat(next.state()).isEqualTo("\"so far\"");
        assertThat(next.failures()).isZero();
        assertThat(ledger.attemptOutcomes(id)).containsExactly("ASKED");
        assertThat(ledger.jdbc.queryForList("select type from task_event where task_id = ?", String.class, id))
                .containsExactly("ANSWERED");
    }

    @Test
    void theAnswerIsThereForEachAttemptUntilTheNextQuestion() {
        UUID id = ledger.submitted();
        answers.answer("default", id, asked(id), YES);
        ledger.finish(worker, ledger.claimed(worker, id), new Ending.Retry(Duration.ZERO, new Problem("BAD", "bad")));
        ledger.sweep.startDue(1000);
        assertThat(ledger.row(id).get("answer")).hasToString(YES);

        UUID second = asked(id);

        assertThat(ledger.row(id)).containsEntry("answer", null).containsEntry("question_id", second);
    }

    @Test
    void anAnswerGivenTwiceCountsOnceAndIsNoErrorEvenLater() {
        UUID id = ledger.submitted();
        UUID question = asked(id);
        answers.answer("default", id, question, YES);

        assertThat(answers.answer("default", id, question, YES)).get().matches(Answered::accepted);
        assertThat(answers.answer("default", id, question, "2")).get().matches(answered -> !answered.accepted());
        UUID second = asked(id);
        assertThat(answers.answer("default", id, question, YES))
                .contains(new Answered(TaskStatus.WAITING_INPUT, true, second, 1));
        assertThat(ledger.status(id)).isEqualTo(TaskStatus.WAITING_INPUT);
    }

    @Test
    void refusesTheAnswerToAnotherQuestionOfAnotherTenantAndToNone() {
        UUID id = ledger.submitted();
        assertThat(answers.answer("default", id, ledger.nextId(), YES))
                .contains(new Answered(TaskStatus.QUEUED, false, null, 1));
        UUID first = asked(id);
        answers.answer("default", id, first, YES);
        UUID second = asked(id);

        assertThat(answers.answer("default", id, first, "2"))
                .contains(new Answered(TaskStatus.WAITING_INPUT, false, second, 1));
        assertThat(answers.answer("stranger", id, second, YES)).isEmpty();
        assertThat(answers.answer("default", ledger.nextId(), second, YES)).isEmpty();
        assertThat(ledger.status(id)).isEqualTo(TaskStatus.WAITING_INPUT);
    }

    @Test
    void failsWhenNobodyAnswersInTime() {
        UUID id = ledger.submitted();
        UUID question = asked(id);
        assertThat(ledger.sweep.endUnanswered(1000)).isEmpty();
        ledger.jdbc.update("update task set answer_by = clock_timestamp() where id = ?", id);

        assertThat(answers.answer("default", id, question, YES))
                .contains(new Answered(TaskStatus.WAITING_INPUT, false, question, 1));
        assertThat(ledger.sweep.endUnanswered(1000))
                .containsExactly(new Finished(id, 1, ledger.fence(id), TaskStatus.FAILED, FailureReason.TIMED_OUT));

        assertThat(ledger.row(id)).containsEntry("error_code", "NO_ANSWER").containsEntry("failures", 0);
        assertThat(ledger.deadTasks()).contains(id);
        assertThat(answers.answer("default", id, question, YES))
                .contains(new Answered(TaskStatus.FAILED, false, question, 1));
    }

    @Test
    void aCancelEndsTheWait() {
        UUID id = ledger.submitted();
        UUID question = asked(id);

        ledger.cancel.cancel("default", id);

        assertThat(ledger.status(id)).isEqualTo(TaskStatus.CANCELED);
        assertThat(answers.answer("default", id, question, YES))
                .contains(new Answered(TaskStatus.CANCELED, false, question, 1));
    }

    @Test
    void tellsWhoseAnswerWasLostThatTheQuestionIsAsked() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, task, question());

        assertThat(ledger.finish.written(List.of(new AttemptResult(task.id(), task.fence(), question(), 0, 0))))
                .singleElement()
                .satisfies(written -> assertThat(written).map(Finished::status).contains(TaskStatus.WAITING_INPUT));
    }

    private static Ending question() {
        return new Ending.Asked("{\"prompt\":\"really?\"}", Duration.ofDays(7), "\"so far\"");
    }

    private UUID asked(UUID task) {
        assertThat(ledger.finish(worker, ledger.claimed(worker, task), question()))
                .map(Finished::status)
                .contains(TaskStatus.WAITING_INPUT);
        return (UUID) ledger.row(task).get("question_id");
    }
}
