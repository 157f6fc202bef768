package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.ECHO;
import static dev.warren.store.LedgerUnderTest.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.child.ChildStanding;
import dev.warren.store.child.ChildTasks;
import dev.warren.store.child.NewChild;
import dev.warren.store.child.SentChild;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.AttemptResult.Problem;
import dev.warren.store.finish.Finished;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChildTasksIT {

    private static final Ending COMPLETED = new Ending.Completed("\"done\"");

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final ChildTasks children = new ChildTasks(ledger.jdbc);
    private final UUID worker = ledger.worker();

    @Test
    void sendsAChildOnceForItsNameInARun() {
        UUID id = ledger.submitted(ledger.task().priority(7));
        ClaimedTask parent = ledger.claimed(worker, id);

        UUID child = sent(parent, "a");
        assertThat(sent(parent, "a")).isEqualTo(child);
        assertThat(sent(parent, "b")).isNotEqualTo(child);

        assertThat(ledger.row(child))
                .containsEntry("status", "QUEUED")
                .containsEntry("parent", id)
                .containsEntry("depth", (Integer) 1)
                .containsEntry("priority", (Integer) 7);
        assertThat(ledger.publications.takeDue(1, 1000)).extracting("id").contains(child);
        ledger.finish(worker, parent, new Ending.Released());
        assertThat(sent(ledger.claimed(worker, id), "a"))
                .as("by the next attempt")
                .isEqualTo(child);
        ledger.cancel.cancel("default", id);
    }

    @Test
    void refusesChildrenOfStaleAttemptsOfUnknownAgentsAndWithoutEnd() {
        ClaimedTask parent = ledger.claimed(worker, ledger.submitted());
        assertThat(send(parent, "a", "nobody")).isEqualTo(refused(SentChild.Why.UNKNOWN_AGENT));
        ledger.jdbc.update("update task set depth = 16 where id = ?", parent.id());
        assertThat(send(parent, "a", ECHO)).isEqualTo(refused(SentChild.Why.TOO_DEEP));
        ledger.jdbc.update("update task set depth = 15 where id = ?", parent.id());
        ledger.jdbc.update(
                "insert into task_step (task_id, run, name, attempt, fence, result)"
                        + " select ?, 1, 'child:' || n, 1, 2, '{}' from generate_series(1, 999) n",
                parent.id());
        sent(parent, "a");
        assertThat(send(parent, "b", ECHO)).isEqualTo(refused(SentChild.Why.TOO_MANY));
        sent(parent, "a");
        ledger.finish(worker, parent, new Ending.Released());

        assertThat(send(parent, "a", ECHO)).isEqualTo(refused(SentChild.Why.STALE));
    }

    @Test
    void tellsAParentHowItsOwnChildrenStand() {
        ClaimedTask parent = ledger.claimed(worker, ledger.submitted());
        UUID completed = sent(parent, "a");
        UUID failed = sent(parent, "b");
        ledger.finish(worker, ledger.claimed(worker, completed), COMPLETED);
        ledger.finish(worker, ledger.claimed(worker, failed), new Ending.Failed(new Problem("BAD", "it is bad")));
        UUID stranger = ledger.submitted();

        assertThat(children.standing(worker, lease(parent), List.of(completed, failed, stranger)))
                .containsExactlyInAnyOrder(
                        new ChildStanding(completed, TaskStatus.COMPLETED, "\"done\"", null, null, null),
                        new ChildStanding(
                                failed, TaskStatus.FAILED, null, FailureReason.NON_RETRYABLE, "BAD", "it is bad"));
        assertThat(children.standing(ledger.worker(), lease(parent), List.of(completed)))
                .isEmpty();
    }

    @Test
    void wakesACallerWhenItsLastChildEndsAtNoCharge() {
        UUID id = ledger.submitted(ledger.task().maxAttempts(1));
        ClaimedTask parent = ledger.claimed(worker, id);
        UUID one = sent(parent, "a");
        UUID two = sent(parent, "b");

        assertThat(called(parent, one, two)).isEqualTo(TaskStatus.SCHEDULED);
        ledger.finish(worker, ledger.claimed(worker, one), COMPLETED);
        assertThat(ledger.sweep.wakeCallers(1000)).isZero();
        ledger.cancel.cancel("default", two);
        assertThat(ledger.sweep.wakeCallers(1000)).isOne();

        assertThat(ledger.status(id)).isEqualTo(TaskStatus.QUEUED);
        assertThat(ledger.publications.takeDue(1, 1000)).extracting("id").contains(id);
        assertThat(ledger.claimed(worker, id).failures()).isZero();
        assertThat(ledger.attemptOutcomes(id)).containsExactly("CALLED");
        assertThat(ledger.jdbc.queryForList("select * from child_end")).isEmpty();
    }

    @Test
    void aCallOfChildrenThatHaveEndedGoesOnAtOnce() {
        ClaimedTask parent = ledger.claimed(worker, ledger.submitted());
        UUID child = sent(parent, "a");
        ledger.finish(worker, ledger.claimed(worker, child), COMPLETED);

        assertThat(called(parent, child)).isEqualTo(TaskStatus.QUEUED);
        assertThat(ledger.row(parent.id())).containsEntry("waiting_for", null);
    }

    @Test
    void aCallerLooksAgainByItselfWhateverBecameOfTheNews() {
        ClaimedTask parent = ledger.claimed(worker, ledger.submitted());
        UUID child = sent(parent, "a");
        called(parent, child);
        assertThat(ledger.sweep.startDue(1000)).isZero();
        ledger.jdbc.update("update task set due_at = due_at - interval '1 h' where id = ?", parent.id());

        assertThat(ledger.sweep.startDue(1000)).isOne();
        assertThat(ledger.row(parent.id())).containsEntry("waiting_for", null);
        ledger.finish(worker, ledger.claimed(worker, child), COMPLETED);
        assertThat(ledger.sweep.wakeCallers(1000)).as("it waits no more").isZero();
    }

    @Test
    void aCancelEndsTheWaitAndTheChildWakesNobody() {
        ClaimedTask parent = ledger.claimed(worker, ledger.submitted());
        UUID child = sent(parent, "a");
        called(parent, child);

        ledger.cancel.cancel("default", parent.id());
        ledger.finish(worker, ledger.claimed(worker, child), COMPLETED);

        assertThat(ledger.sweep.wakeCallers(1000)).isZero();
        assertThat(ledger.status(parent.id())).isEqualTo(TaskStatus.CANCELED);
    }

    private SentChild send(ClaimedTask parent, String name, String agent) {
        return children.send(worker, lease(parent), new NewChild(ledger.nextId(), name, agent, "{}", null, null));
    }

    private UUID sent(ClaimedTask parent, String name) {
        return ((SentChild.Sent) send(parent, name, ECHO)).task();
    }

    private static SentChild refused(SentChild.Why why) {
        return new SentChild.Refused(why);
    }

    private TaskStatus called(ClaimedTask parent, UUID... waitingFor) {
        return ledger.finish(worker, parent, new Ending.Called(List.of(waitingFor)))
                .map(Finished::status)
                .orElseThrow();
    }
}
