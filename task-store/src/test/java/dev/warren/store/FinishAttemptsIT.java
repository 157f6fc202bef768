package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.finish.Finished;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FinishAttemptsIT {

    private static final Problem BOOM = new Problem("BOOM", "it went\0wrong");
    private static final Ending COMPLETED = new Ending.Completed("{\"ok\":true}");
    private static final Ending RETRY = new Ending.Retry(Duration.ofMinutes(1), BOOM);

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void keepsTheOutput() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());

        assertThat(ledger.finish(worker, task, COMPLETED))
                .contains(new Finished(task.id(), 1, 2, TaskStatus.COMPLETED, null));
        assertThat(ledger.jdbc.queryForObject("select output::text from task where id = ?", String.class, task.id()))
                .isEqualTo("{\"ok\":true}");
        assertThat(ledger.failures(task.id())).isZero();
    }

    @Test
    void theSameResultAgainChangesNothing() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, task, COMPLETED);

        assertThat(ledger.finish(worker, task, COMPLETED)).isEmpty();
        assertThat(ledger.finish(worker, task, RETRY)).isEmpty();
        assertThat(ledger.status(task.id())).isEqualTo(TaskStatus.COMPLETED);
    }

    @Test
    void tellsWhatBecameOfAResultWhoseAnswerWasLost() {
        ClaimedTask completed = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, completed, COMPLETED);
        ClaimedTask retried = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, retried, RETRY);
        ClaimedTask running = ledger.claimed(worker, ledger.submitted());
        ClaimedTask released = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, released, new Ending.Released());

        assertThat(ledger.finish.written(Stream.of(completed, retried, running, released)
                        .map(task -> new AttemptResult(task.id(), task.fence(), COMPLETED, 0, 0))
                        .toList()))
                .containsExactly(
                        Optional.of(new Finished(completed.id(), 1, 2, TaskStatus.COMPLETED, null)),
                        Optional.of(new Finished(retried.id(), 1, 2, TaskStatus.SCHEDULED, null)),
                        Optional.empty(),
                        Optional.empty());
    }

    @Test
    void whatBecameOfAnAttemptIsNotTakenForItsPredecessors() {
        ClaimedTask released = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, released, new Ending.Released());
        ClaimedTask completed = ledger.claimed(worker, released.id());
        ledger.finish(worker, completed, COMPLETED);

        assertThat(ledger.finish.written(Stream.of(released, completed)
                        .map(task -> new AttemptResult(task.id(), task.fence(), COMPLETED, 0, 0))
                        .toList()))
                .satisfiesExactly(
                        first -> assertThat(first).isEmpty(),
                        second -> assertThat(second).isPresent());
    }

    @Test
    void dropsTheResultOfAnAttemptThatLostItsTask() {
        ClaimedTask lost = ledger.claimed(worker, ledger.submitted());
        ledger.silence(worker);
        ledger.sweep.declareDead();
        ledger.sweep.takeOver(10);
        UUID next = ledger.worker();
        ClaimedTask taken = ledger.claimed(next, lost.id());

        assertThat(ledger.finish(worker, lost, COMPLETED)).isEmpty();
        assertThat(ledger.finish(next, lost, COMPLETED)).isEmpty();
        assertThat(ledger.finish(next, taken, COMPLETED)).isPresent();
    }

    @Test
    void aStaleResultInAGroupDoesNotHoldUpItsNeighbours() {
        ClaimedTask stale = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, stale, COMPLETED);
        ClaimedTask fresh = ledger.claimed(worker, ledger.submitted());

        var answers = ledger.finish.finish(
                worker,
                List.of(
                        new AttemptResult(stale.id(), stale.fence(), COMPLETED, 0, 0),
                        new AttemptResult(fresh.id(), fresh.fence(), COMPLETED, 3, 4)));

        assertThat(answers.get(0)).isEmpty();
        assertThat(answers.get(1)).isPresent();
        assertThat(ledger.row(fresh.id())).containsEntry("input_tokens", 3L).containsEntry("output_tokens", 4L);
    }

    @Test
    void aStaleResultInAGroupWithItsSuccessorsIsToldThatItWasDropped() {
        ClaimedTask stale = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, stale, new Ending.Released());
        ClaimedTask fresh = ledger.claimed(worker, stale.id());

        var answers = ledger.finish.finish(
                worker,
                List.of(
                        new AttemptResult(fresh.id(), fresh.fence(), COMPLETED, 0, 0),
                        new AttemptResult(stale.id(), stale.fence(), RETRY, 0, 0)));

        assertThat(answers.get(0)).isPresent();
        assertThat(answers.get(1)).isEmpty();
    }

    @Test
    void retriesUntilItsAttemptsAreUsedUp() {
        UUID id = ledger.submitted(ledger.task().maxAttempts(2));

        assertThat(ledger.finish(worker, ledger.claimed(worker, id), RETRY))
                .get()
                .extracting(Finished::status)
                .isEqualTo(TaskStatus.SCHEDULED);
        assertThat(ledger.sweep.startDue(10)).as("not before its back-off").isZero();
        ledger.jdbc.update("update task set due_at = clock_timestamp() where id = ?", id);
        assertThat(ledger.sweep.startDue(10)).isOne();
        assertThat(ledger.finish(worker, ledger.claimed(worker, id), RETRY))
                .get()
                .extracting(Finished::status, Finished::reason)
                .containsExactly(TaskStatus.FAILED, FailureReason.ATTEMPTS_EXHAUSTED);

        assertThat(ledger.failures(id)).isEqualTo(2);
        assertThat(ledger.row(id))
                .containsEntry("error_code", "BOOM")
                .containsEntry("error_message", "it went\uFFFDwrong");
        assertThat(ledger.attemptOutcomes(id)).containsExactly("RETRIED", "RETRIED");
    }

    @Test
    void aTimeoutOnTheLastAttemptSaysSo() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted(ledger.task().maxAttempts(1)));

        assertThat(ledger.finish(worker, task, new Ending.TimedOut(Duration.ZERO, BOOM)))
                .get()
                .extracting(Finished::status, Finished::reason)
                .containsExactly(TaskStatus.FAILED, FailureReason.TIMED_OUT);
    }

    @Test
    void whatCannotSucceedIsNotTriedAgain() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());

        assertThat(ledger.finish(worker, task, new Ending.Failed(BOOM)))
                .get()
                .extracting(Finished::status, Finished::reason)
                .containsExactly(TaskStatus.FAILED, FailureReason.NON_RETRYABLE);
    }

    @Test
    void givingBackIsFreeAndMakesOldMessagesWorthless() {
        UUID id = ledger.submitted(ledger.task().maxAttempts(1));

        for (int i = 0; i < 5; i++) {
            long fence = ledger.fence(id);
            ClaimedTask task = ledger.claimed(worker, id);
            assertThat(ledger.finish(worker, task, new Ending.Released()))
                    .get()
                    .extracting(Finished::status)
                    .isEqualTo(TaskStatus.QUEUED);
            assertThat(ledger.fence(id)).isEqualTo(fence + 2);
        }

        assertThat(ledger.failures(id)).isZero();
        assertThat(ledger.publications.takeDue(1, 10)).extracting("id").containsExactly(id);
    }

    static Stream<Ending> everyWayOut() {
        return Stream.of(
                COMPLETED,
                RETRY,
                new Ending.Failed(BOOM),
                new Ending.TimedOut(Duration.ZERO, BOOM),
                new Ending.Canceled(),
                new Ending.Released(),
                new Ending.HandedOff("echo", "{}"),
                new Ending.HandedOff("nobody", "{}"),
                new Ending.Asked("{}", Duration.ofDays(1), "{}"),
                new Ending.Called(List.of(UUID.randomUUID())));
    }

    @ParameterizedTest
    @MethodSource("everyWayOut")
    void aCancelThatWasAnsweredDecidesEveryWayOut(Ending ending) {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        assertThat(ledger.cancel.cancel("default", task.id()))
                .get()
                .extracting("status", "fence", "changed")
                .containsExactly(TaskStatus.RUNNING, task.fence(), true);
        assertThat(ledger.life(worker).cancelRequests()).extracting("task").containsExactly(task.id());

        assertThat(ledger.finish(worker, task, ending))
                .get()
                .extracting(Finished::status)
                .isEqualTo(TaskStatus.CANCELED);
        assertThat(ledger.row(task.id())).containsEntry("output", null).containsEntry("error_reason", null);
    }

    @Test
    void theDatabaseItselfRefusesToChangeAnEndedTask() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, task, COMPLETED);

        for (String change : List.of(
                "output = '1'",
                "status = 'QUEUED', fence = fence + 1, publish_at = now()",
                "run = run + 1",
                "fence = 0",
                "status = 'FAILED', error_reason = 'POISON'")) {
            assertThatThrownBy(() -> ledger.jdbc.update("update task set " + change + " where id = ?", task.id()))
                    .as(change)
                    .hasStackTraceContaining("may not go from COMPLETED");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status = 'DONE'",
                "owner = null",
                "status = 'SCHEDULED'",
                "status = 'QUEUED', fence = fence + 1, owner = null, publish_at = null",
                "status = 'FAILED', owner = null",
                "status = 'FAILED', owner = null, error_reason = 'BAD_LUCK'",
                "failures = max_attempts + 1",
                "max_attempts = 0",
                "timeout_ms = 0",
                "ttl_ms = -1",
                "priority = 10",
                "priority = -1"
            })
    void theDatabaseItselfRefusesATaskThatContradictsItself(String change) {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());

        assertThatThrownBy(() -> ledger.jdbc.update("update task set " + change + " where id = ?", task.id()))
                .hasStackTraceContaining("may not be like this");
    }

    @Test
    void theDatabaseItselfRefusesANewTaskThatContradictsItself() {
        UUID like = ledger.submitted();

        assertThatThrownBy(() -> ledger.jdbc.update("""
                insert into task (id, tenant, agent, status, priority, max_attempts, created_at, due_at, timeout_ms, input)
                select gen_random_uuid(), tenant, agent, 'RUNNING', priority, max_attempts, created_at, due_at, timeout_ms,
                       input
                from task where id = ?""", like)).hasStackTraceContaining("may not be like this");
    }
}
