package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.ECHO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimRequest;
import dev.warren.store.claim.ClaimVerdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class ClaimTasksIT {

    private static final ClaimVerdict ROW = new ClaimVerdict.RowRefuses();
    private static final ClaimVerdict NOT_ME = new ClaimVerdict.NotMe();

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void givesTheTaskAndItsInput() {
        UUID task = ledger.submitted(ledger.task().input("[1, 2]").priority(8));

        var claimed = ledger.claimed(worker, task);

        assertThat(claimed.input()).isEqualTo("[1, 2]");
        assertThat(claimed.priority()).isEqualTo(8);
        assertThat(claimed.attempt()).isEqualTo(1);
        assertThat(claimed.fence()).isEqualTo(2);
        assertThat(ledger.status(task)).isEqualTo(TaskStatus.RUNNING);
        assertThat(ledger.row(task)).containsEntry("owner", worker).containsEntry("worker", "worker");
    }

    @Test
    void aMessageIsGoodForOneClaim() {
        UUID task = ledger.submitted();
        ledger.claimed(worker, task);

        assertThat(ledger.claim(worker, task, 1)).isEqualTo(ROW);
        assertThat(ledger.claim(ledger.worker(), task, 1)).isEqualTo(ROW);
    }

    @Test
    void aTaskNamedTwiceInOneGroupIsGivenOnce() {
        UUID task = ledger.submitted();
        var request = new ClaimRequest(task, 1, ECHO);

        List<ClaimVerdict> verdicts = ledger.claim.claim(worker, List.of(request, request));

        assertThat(verdicts.get(0)).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(verdicts.get(1)).isEqualTo(ROW);
    }

    @Test
    void aForgedFenceBesideTheRightOneTakesNothingFromIt() {
        UUID task = ledger.submitted();
        var right = new ClaimRequest(task, 1, ECHO);

        List<ClaimVerdict> verdicts = ledger.claim.claim(
                worker,
                List.of(
                        new ClaimRequest(task, Long.MAX_VALUE, ECHO),
                        new ClaimRequest(task, Long.MIN_VALUE, ECHO),
                        new ClaimRequest(task, 2, ECHO),
                        new ClaimRequest(task, 1, "other"),
                        right,
                        right));

        assertThat(verdicts.get(4)).isInstanceOf(ClaimVerdict.Claimed.class);
        assertThat(verdicts).filteredOn(ROW::equals).hasSize(5);
    }

    @Test
    void theRowRefusesOldFencesOtherQueuesUnknownTasksAndOnesThatAreNotQueued() {
        UUID queued = ledger.submitted();
        UUID scheduled = ledger.submitted(ledger.task().after(Duration.ofHours(1)));

        assertThat(ledger.claim(worker, queued, 0)).isEqualTo(ROW);
        assertThat(ledger.claim(worker, queued, 2)).isEqualTo(ROW);
        assertThat(ledger.claim.claim(worker, List.of(new ClaimRequest(queued, 1, "other"))))
                .containsExactly(ROW);
        assertThat(ledger.claim(worker, scheduled, 1)).isEqualTo(ROW);
        assertThat(ledger.claim(worker, ledger.nextId(), 1)).isEqualTo(ROW);
        assertThat(ledger.status(queued)).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void theRowRefusesWhatWasCanceledOrIsOverItsTime() {
        UUID canceled = ledger.submitted();
        ledger.cancel.cancel("default", canceled);
        UUID late = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        ledger.jdbc.execute("select pg_sleep(0.002)");

        assertThat(ledger.claim(worker, canceled, 1)).isEqualTo(ROW);
        assertThat(ledger.claim(worker, late, 1)).isEqualTo(ROW);
    }

    @Test
    void aDeadDrainingOrUnknownWorkerGetsNothingAndTheMessageIsNotLost() {
        UUID task = ledger.submitted();
        UUID draining = ledger.worker();
        ledger.life(draining).drain();
        UUID dead = ledger.worker();
        ledger.silence(dead);
        ledger.sweep.declareDead();

        assertThat(ledger.claim(draining, task, 1)).isEqualTo(NOT_ME);
        assertThat(ledger.claim(dead, task, 1)).isEqualTo(NOT_ME);
        assertThat(ledger.claim(ledger.nextId(), task, 1)).isEqualTo(NOT_ME);
        assertThat(ledger.claim(worker, task, 1)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void aPausedAgentsTasksStayWhereTheyAre() {
        UUID task = ledger.submitted();
        ledger.jdbc.update("update agent set paused = true where name = ?", ECHO);

        assertThat(ledger.claim(worker, task, 1)).isEqualTo(NOT_ME);

        ledger.jdbc.update("update agent set paused = false where name = ?", ECHO);
        assertThat(ledger.claim(worker, task, 1)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void workersThatClaimTheSameTasksAtOnceNeverShareOneNorDeadlock() throws Exception {
        List<ClaimRequest> messages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            messages.add(new ClaimRequest(ledger.submitted(), 1, ECHO));
        }
        List<Callable<Long>> workers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            UUID incarnation = ledger.worker();
            var shuffled = new ArrayList<>(messages);
            Collections.shuffle(shuffled);
            workers.add(() -> ledger.claim.claim(incarnation, shuffled).stream()
                    .filter(ClaimVerdict.Claimed.class::isInstance)
                    .count());
        }

        long claimed = 0;
        try (var threads = Executors.newFixedThreadPool(workers.size())) {
            for (Future<Long> count : threads.invokeAll(workers)) {
                claimed += count.get();
            }
        }

        assertThat(claimed).isEqualTo(200);
        assertThat(ledger.jdbc.queryForObject("select sum(attempt) from task", Long.class))
                .isEqualTo(200);
    }
}
