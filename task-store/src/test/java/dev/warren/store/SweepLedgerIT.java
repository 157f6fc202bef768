package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.Finished;
import dev.warren.store.publish.PublicationLog.Publication;
import dev.warren.store.publish.PublishableTask;
import dev.warren.store.worker.WorkerLife.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SweepLedgerIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void takesBackWhatADeadWorkerRan() {
        var task = ledger.claimed(worker, ledger.submitted());
        ledger.silence(worker);

        assertThat(ledger.sweep.takeOver(10)).as("dead is what was declared so").isEmpty();
        assertThat(ledger.sweep.declareDead()).extracting("incarnation").containsExactly(worker);
        assertThat(ledger.sweep.takeOver(10)).containsExactly(new Finished(task.id(), 1, 3, TaskStatus.QUEUED, null));

        assertThat(ledger.failures(task.id())).isOne();
        assertThat(ledger.attemptOutcomes(task.id())).containsExactly("WORKER_DIED");
        assertThat(ledger.life(worker).beat(0)).as("the dead stay dead").isEqualTo(Standing.GONE);
    }

    @Test
    void leavesLivingWorkersAlone() {
        ledger.claimed(worker, ledger.submitted());

        assertThat(ledger.sweep.declareDead()).isEmpty();
        assertThat(ledger.sweep.takeOver(10)).isEmpty();
        assertThat(ledger.life(worker).beat(1)).isEqualTo(Standing.ALIVE);
        assertThat(ledger.life(worker).leases()).hasSize(1);
    }

    @Test
    void judgesNobodyForOneLeaseAfterTheLedgerWasAway() {
        ledger.silence(worker);
        ledger.jdbc.update("update ledger_clock set last_tick = clock_timestamp() - interval '10 s'");

        assertThat(ledger.sweep.declareDead()).as("before the first tick").isEmpty();
        assertThat(ledger.sweep.tick().mayJudge()).isFalse();
        assertThat(ledger.sweep.declareDead()).isEmpty();

        ledger.jdbc.update("update ledger_clock set judge_after = clock_timestamp()");
        assertThat(ledger.sweep.tick().mayJudge()).isTrue();
        assertThat(ledger.sweep.declareDead()).hasSize(1);
    }

    @Test
    void aTaskThatKillsEveryWorkerIsPoison() {
        UUID task = ledger.submitted(ledger.task().maxAttempts(2));
        for (int i = 0; i < 2; i++) {
            UUID victim = ledger.worker();
            ledger.claimed(victim, task);
            ledger.life(victim).stop();
            ledger.sweep.takeOver(10);
        }

        assertThat(ledger.status(task)).isEqualTo(TaskStatus.FAILED);
        assertThat(ledger.row(task)).containsEntry("error_reason", FailureReason.POISON.name());
    }

    @Test
    void aCancelSurvivesTheDeathOfTheWorker() {
        var task = ledger.claimed(worker, ledger.submitted());
        ledger.cancel.cancel("default", task.id());
        ledger.life(worker).stop();

        ledger.sweep.takeOver(10);

        assertThat(ledger.status(task.id())).isEqualTo(TaskStatus.CANCELED);
        assertThat(ledger.failures(task.id())).isZero();
    }

    @Test
    void expiresWhatDidNotStartInTimeAndOnlyThat() {
        UUID late = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        UUID started = ledger.submitted(ledger.task().ttl(Duration.ofMinutes(1)));
        ledger.finish(worker, ledger.claimed(worker, started), new Ending.Retry(Duration.ofHours(1), problem()));
        ledger.jdbc.update("update task set expires_at = clock_timestamp() where id = ?", started);
        UUID early = ledger.submitted(ledger.task().ttl(Duration.ofHours(1)));

        assertThat(ledger.sweep.expire(10)).extracting("task").containsExactly(late);
        assertThat(ledger.status(late)).isEqualTo(TaskStatus.EXPIRED);
        assertThat(ledger.status(started)).as("it has started once").isEqualTo(TaskStatus.SCHEDULED);
        assertThat(ledger.status(early)).isEqualTo(TaskStatus.QUEUED);
    }

    @Test
    void endsAnAttemptThatItsWorkerDidNotEnd() {
        var task = ledger.claimed(worker, ledger.submitted(ledger.task().timeout(Duration.ofMillis(1))));
        ledger.jdbc.execute("select pg_sleep(0.002)");

        assertThat(ledger.sweep.endOverdue(Duration.ofSeconds(20), 10)).isEmpty();
        assertThat(ledger.sweep.endOverdue(Duration.ZERO, 10))
                .extracting(Finished::status)
                .containsExactly(TaskStatus.SCHEDULED);
        assertThat(ledger.finish(worker, task, new Ending.Completed("1"))).isEmpty();
        assertThat(ledger.attemptOutcomes(task.id())).containsExactly("TIMED_OUT");
    }

    @Test
    void endsATaskForGoodWhoseTimeoutItsPolicyCallsFinal() {
        var agents = ledger.claimed(worker, ledger.submitted());
        ledger.jdbc.update(
                "update agent set retry = '{\"nonRetryable\":[\"TIMED_OUT\"]}' where name = ?", agents.agent());
        var own = ledger.claimed(worker, ledger.submitted(ledger.task().retry("{\"nonRetryable\":[\"BAD\"]}")));
        ledger.jdbc.update("update task set timeout_at = clock_timestamp()");

        assertThat(ledger.sweep.endOverdue(Duration.ZERO, 10))
                .extracting(Finished::task, Finished::status, Finished::reason)
                .containsExactlyInAnyOrder(
                        tuple(agents.id(), TaskStatus.FAILED, FailureReason.NON_RETRYABLE),
                        tuple(own.id(), TaskStatus.SCHEDULED, null));
    }

    @Test
    void aRetryPolicyThatCannotBeReadHoldsUpNobodysTimeout() {
        String unreadable = "{\"nonRetryable\":[\"\\u0000\"]}";
        ledger.claimed(worker, ledger.submitted(ledger.task().retry(unreadable)));
        ledger.claimed(worker, ledger.submitted());
        ledger.jdbc.update("update task set timeout_at = clock_timestamp()");

        assertThat(ledger.sweep.endOverdue(Duration.ZERO, 10))
                .extracting(Finished::status)
                .containsExactly(TaskStatus.SCHEDULED, TaskStatus.SCHEDULED);
    }

    @Test
    void publishesTheHighestPriorityFirstAndTheOldestWithinOne() {
        List<UUID> byPriority = new ArrayList<>();
        for (int priority : new int[] {5, 9, 0, 9, 5}) {
            byPriority.add(ledger.submitted(ledger.task().priority(priority)));
        }
        makeDue();

        assertThat(ledger.publications.takeDue(1, 10))
                .extracting(PublishableTask::id)
                .containsExactly(
                        byPriority.get(1), byPriority.get(3), byPriority.get(0), byPriority.get(4), byPriority.get(2));
        assertThat(ledger.publications.takeDue(1, 10)).as("taken already").isEmpty();
    }

    @Test
    void aTaskIsDueForPublicationOnlyWhenItsGatewayHadTheTimeToPublishIt() {
        ledger.submitted();

        assertThat(ledger.publications.takeDue(1, 10)).isEmpty();
    }

    @Test
    void gatewaysThatSweepAtOnceShareTheWork() throws Exception {
        for (int i = 0; i < 300; i++) {
            ledger.submitted();
        }
        makeDue();
        Callable<List<PublishableTask>> gateway = () -> ledger.publications.takeDue(1, 1000);

        List<UUID> taken = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(4)) {
            for (Future<List<PublishableTask>> share : threads.invokeAll(List.of(gateway, gateway, gateway, gateway))) {
                share.get().forEach(task -> taken.add(task.id()));
            }
        }

        assertThat(taken).doesNotHaveDuplicates().hasSize(300);
    }

    @Test
    void aConfirmedMessageIsPublishedAgainOnlyWhenItsQueueWasFoundEmpty() {
        UUID task = ledger.submitted();
        assertThat(ledger.publications.confirm(List.of(new Publication(task, 1, 1))))
                .isOne();

        assertThat(ledger.publications.republishLost("echo", "shared", Duration.ofMinutes(1), 10))
                .as("confirmed a moment ago")
                .isZero();
        assertThat(ledger.publications.republishLost("echo", "other", Duration.ZERO, 10))
                .isZero();
        assertThat(ledger.publications.republishLost("echo", "shared", Duration.ZERO, 10))
                .isOne();
        assertThat(ledger.publications.takeDue(1, 10))
                .extracting(PublishableTask::id)
                .containsExactly(task);
    }

    @Test
    void aConfirmOfAnOlderPublicationHidesNothing() {
        UUID task = ledger.submitted();
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.Released());

        assertThat(ledger.publications.confirm(List.of(new Publication(task, 1, 1))))
                .isZero();
        assertThat(ledger.publications.takeDue(1, 10)).hasSize(1);
    }

    @Test
    void dropsOldPartitionsOnlyWhenAllInThemHasEnded() {
        UUID task = ledger.submitted();
        Instant nextMonth = Instant.now().plus(Duration.ofDays(30));

        assertThat(ledger.sweep.dropPartitions(Instant.now())).isEmpty();
        int weeks = ledger.sweep.dropPartitions(nextMonth).size();
        assertThat(weeks).as("the empty ones of the weeks to come").isPositive();
        assertThat(ledger.status(task)).isEqualTo(TaskStatus.QUEUED);
        assertThat(ledger.sweep.ensurePartitions(nextMonth)).isPositive();

        ledger.cancel.cancel("default", task);
        ledger.sweep.dropPartitions(nextMonth);
        assertThat(ledger.jdbc.queryForObject("select count(*) from task", Integer.class))
                .isZero();
        assertThat(ledger.submitted())
                .as("no partition is no reason to refuse a task")
                .isNotNull();
    }

    @Test
    void forgetsOldKeysAndWorkersLongGone() {
        ledger.submitted(ledger.task().key("k", "body"));
        UUID gone = ledger.worker();
        ledger.life(gone).stop();

        assertThat(ledger.sweep.forgetOld(Instant.EPOCH, Instant.EPOCH, 10)).isZero();
        assertThat(ledger.sweep.forgetOld(
                        Instant.now().plusSeconds(5), Instant.now().plusSeconds(5), 10))
                .isOne();
        assertThat(ledger.jdbc.queryForList("select incarnation from worker", UUID.class))
                .containsExactly(worker);
    }

    private void makeDue() {
        ledger.jdbc.update("update task set publish_at = clock_timestamp() where status = 'QUEUED'");
    }

    private static dev.warren.store.finish.AttemptResult.Problem problem() {
        return new dev.warren.store.finish.AttemptResult.Problem("E", "e");
    }
}
