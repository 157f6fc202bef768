package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.worker.DrainWorker;
import dev.warren.store.worker.RegisteredWorker.State;
import dev.warren.store.worker.WorkerLife.Standing;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class DrainWorkerIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final DrainWorker drain = new DrainWorker(ledger.jdbc);
    private final UUID worker = ledger.worker();

    @Test
    void aDrainingWorkerClaimsNothingKeepsBeatingAndFinishesWhatItRuns() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        UUID next = ledger.submitted();

        assertThat(drain.drain(worker)).contains(State.DRAINING);

        assertThat(ledger.claim(worker, next, 1)).isEqualTo(new ClaimVerdict.NotMe());
        assertThat(ledger.life(worker).beat(1)).isEqualTo(Standing.DRAINING);
        assertThat(ledger.finish(worker, task, new Ending.Completed("1"))).isPresent();
        assertThat(ledger.status(next)).isEqualTo(TaskStatus.QUEUED);
        assertThat(ledger.claim(ledger.worker(), next, 1)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void whatItHandsBackIsChargedToNobody() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        drain.drain(worker);

        ledger.finish(worker, task, new Ending.Released());

        assertThat(ledger.status(task.id())).isEqualTo(TaskStatus.QUEUED);
        assertThat(ledger.failures(task.id())).isZero();
    }

    @Test
    void drainingIsNoSignOfLife() {
        ledger.silence(worker);

        drain.drain(worker);

        assertThat(ledger.sweep.declareDead()).extracting("incarnation").containsExactly(worker);
        assertThat(ledger.life(worker).beat(0)).isEqualTo(Standing.GONE);
    }

    @Test
    void sayingItAgainOrToAWorkerThatHasLeftChangesNothing() {
        drain.drain(worker);
        assertThat(drain.drain(worker)).contains(State.DRAINING);

        ledger.life(worker).stop();
        assertThat(drain.drain(worker)).contains(State.STOPPED);
        assertThat(drain.drain(ledger.nextId())).isEmpty();
    }
}
