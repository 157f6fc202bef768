package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.Finished;
import dev.warren.store.publish.PublishableTask;
import java.util.List;
import java.util.UUID;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandoffIT {

    private static final Ending TO_POET = new Ending.HandedOff("poet", "{\"said\":\"\\u0000\"}");

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @BeforeAll
    void anotherAgent() {
        ledger.announced("poet");
    }

    @Test
    void handsOffToTheNextAgentsQueueAtNoCharge() {
        ClaimedTask first =
                ledger.claimed(worker, ledger.submitted(ledger.task().maxAttempts(1)));

        assertThat(ledger.finish(worker, first, TO_POET))
                .contains(new Finished(first.id(), 1, first.fence() + 1, TaskStatus.QUEUED, null));

        assertThat(ledger.publications.takeDue(1, 1000))
                .extracting(PublishableTask::id, PublishableTask::agent, PublishableTask::lane)
                .contains(Tuple.tuple(first.id(), "poet", "shared"));
        assertThat(ledger.claim.claim(worker, List.of(new ClaimRequest(first.id(), first.fence() + 1, ECHO))))
                .as("from the queue of the agent before")
                .containsExactly(new ClaimVerdict.RowRefuses());
        ClaimedTask second = ledger.claimed(worker, first.id(), "poet");
        assertThat(second.state()).isEqualTo("{\"said\":\"\\u0000\"}");
        assertThat(second.failures()).isZero();
        assertThat(ledger.row(first.id()))
                .containsEntry("submitted_agent", ECHO)
                .containsEntry("handoffs", 1);
        assertThat(ledger.jdbc.queryForList(
                        "select agent || ' ' || outcome from task_attempt where task_id = ?", String.class, first.id()))
                .containsExactly("echo HANDED_OFF");
    }

    @Test
    void theStateStaysUntilAnAttemptLeavesAnother() {
        UUID id = ledger.submitted();
        ledger.finish(worker, ledger.claimed(worker, id), TO_POET);
        ledger.finish(worker, ledger.claimed(worker, id, "poet"), new Ending.Released());

        assertThat(ledger.claimed(worker, id, "poet").state()).isEqualTo("{\"said\":\"\\u0000\"}");
    }

    @Test
    void failsWhereTheNextAgentIsUnknownOrOfAnotherTenant() {
        ledger.announced("private");
        ledger.jdbc.update("insert into tenant (name) values ('other')");
        ledger.jdbc.update("update agent set tenant = 'other' where name = 'private'");
        for (String agent : List.of("nobody", "private")) {
            ClaimedTask task = ledger.claimed(worker, ledger.submitted());

            assertThat(ledger.finish(worker, task, new Ending.HandedOff(agent, "{}")))
                    .get()
                    .extracting(Finished::status, Finished::reason)
                    .containsExactly(TaskStatus.FAILED, FailureReason.NON_RETRYABLE);
            assertThat(ledger.row(task.id()))
                    .containsEntry("error_code", "UNKNOWN_AGENT")
                    .containsEntry("error_message", "it was handed off to " + agent + ", and there is no such agent")
                    .containsEntry("agent", ECHO);
            assertThat(ledger.attemptOutcomes(task.id())).containsExactly("FAILED");
        }
    }

    @Test
    void failsWhereItGoesRoundForEver() {
        UUID id = ledger.submitted();
        ledger.jdbc.update("update task set handoffs = 99 where id = ?", id);
        ledger.finish(worker, ledger.claimed(worker, id), new Ending.HandedOff(ECHO, "{}"));
        assertThat(ledger.status(id)).isEqualTo(TaskStatus.QUEUED);

        ledger.finish(worker, ledger.claimed(worker, id), new Ending.HandedOff(ECHO, "{}"));

        assertThat(ledger.status(id)).isEqualTo(TaskStatus.FAILED);
        assertThat(ledger.row(id)).containsEntry("error_code", "HANDOFF_LIMIT");
    }

    @Test
    void aLaneThatTheNextAgentDoesNotHaveIsItsSharedOne() {
        ledger.jdbc.update("insert into agent_queue (agent, lane) values ('echo', 'own')");
        UUID id = ledger.submitted();
        ledger.jdbc.update("update task set lane = 'own' where id = ?", id);
        ledger.finish(worker, ledger.claimed(worker, id), new Ending.HandedOff(ECHO, "{}"));
        assertThat(ledger.row(id)).containsEntry("lane", "own");

        ledger.finish(worker, ledger.claimed(worker, id), TO_POET);

        assertThat(ledger.publications.takeDue(1, 1000))
                .extracting(PublishableTask::id, PublishableTask::agent, PublishableTask::lane)
                .contains(Tuple.tuple(id, "poet", "shared"));
    }

    @Test
    void aCancelEndsAHandoff() {
        UUID id = ledger.submitted();
        ledger.finish(worker, ledger.claimed(worker, id), TO_POET);
        long fence = ledger.fence(id);

        ledger.cancel.cancel("default", id);

        assertThat(ledger.status(id)).isEqualTo(TaskStatus.CANCELED);
        assertThat(ledger.claim.claim(worker, List.of(new ClaimRequest(id, fence, "poet"))))
                .containsExactly(new ClaimVerdict.RowRefuses());
    }
}
