package dev.warren.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.claim.ClaimVerdict;
import dev.warren.store.deadletter.BrokerDeath;
import dev.warren.store.deadletter.BrokerDeaths;
import dev.warren.store.deadletter.DeadMessage;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.finish.Finished;
import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class SettleDeadMessagesIT {

    private static final String RECORD = "{\"queue\":\"agent.echo.shared\",\"header\":\"\\u0000\"}";

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final UUID worker = ledger.worker();

    @Test
    void expiresATaskWhoseTimeIsOverByTheLedgersClock() {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        ledger.jdbc.execute("select pg_sleep(0.002)");

        assertThat(settle(task, 1, "expired")).containsExactly(new Finished(task, 1, 1, TaskStatus.EXPIRED, null));
        assertThat(ledger.deadTasks()).containsExactly(task);
    }

    @Test
    void publishesATaskAgainWhoseTimeIsNotOver() {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofHours(1)));

        assertThat(settle(task, 1, "expired")).containsExactly(new Finished(task, 1, 2, TaskStatus.QUEUED, null));

        assertThat(ledger.publications.takeDue(1, 10))
                .extracting(PublishableTask::id, PublishableTask::fence)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(task, 2L));
        assertThat(ledger.claim(worker, task, 1))
                .as("the dead message, should it live after all")
                .isEqualTo(new ClaimVerdict.RowRefuses());
        assertThat(ledger.claim(worker, task, 2)).isInstanceOf(ClaimVerdict.Claimed.class);
    }

    @Test
    void neverExpiresATaskThatHasStartedOnceInThisRun() {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofHours(1)));
        ledger.finish(worker, ledger.claimed(worker, task), new Ending.Released());
        ledger.jdbc.update("update task set expires_at = clock_timestamp() where id = ?", task);

        assertThat(settle(task, 3, "expired")).extracting(Finished::status).containsExactly(TaskStatus.QUEUED);
    }

    @Test
    void aTaskWithoutATimeToLiveNeverExpires() {
        UUID task = ledger.submitted();

        assertThat(settle(task, 1, "expired")).extracting(Finished::status).containsExactly(TaskStatus.QUEUED);
        for (long fence = 2; fence < 10; fence++) {
            assertThat(settle(task, fence, "maxlen"))
                    .as("a full queue is charged to nobody")
                    .extracting(Finished::status)
                    .containsExactly(TaskStatus.QUEUED);
        }
    }

    @Test
    void aMessageOfAnotherFenceChangesNothingAndLeavesNoTrace() {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        UUID running = ledger.claimed(worker, ledger.submitted()).id();
        ledger.jdbc.execute("select pg_sleep(0.002)");

        assertThat(settle(task, 0, "expired")).isEmpty();
        assertThat(settle(task, 2, "expired")).isEmpty();
        assertThat(settle(running, 1, "rejected")).isEmpty();
        assertThat(settle(ledger.nextId(), 1, "rejected")).isEmpty();
        assertThat(ledger.status(task)).isEqualTo(TaskStatus.QUEUED);
        assertThat(deaths(task)).isEmpty();
        assertThat(deaths(running)).isEmpty();
    }

    @Test
    void theFifthMessageThatNobodyCouldTakeEndsTheTask() {
        UUID task = ledger.submitted();
        for (long fence = 1; fence < 5; fence++) {
            assertThat(settle(task, fence, "delivery_limit"))
                    .containsExactly(new Finished(task, 1, fence + 1, TaskStatus.QUEUED, null));
        }

        assertThat(settle(task, 5, "delivery_limit"))
                .containsExactly(new Finished(task, 1, 5, TaskStatus.FAILED, FailureReason.UNDELIVERABLE));

        assertThat(ledger.row(task)).containsEntry("error_code", "DELIVERY_LIMIT");
        assertThat(ledger.deadTasks()).containsExactly(task);
        assertThat(deaths(task)).extracting(BrokerDeath::fence).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void theNextRunCountsDeathsFromNothing() {
        UUID task = ledger.submitted();
        for (long fence = 1; fence <= 5; fence++) {
            settle(task, fence, "delivery_limit");
        }
        ledger.replayed(task);

        assertThat(settle(task, 6, "delivery_limit"))
                .containsExactly(new Finished(task, 2, 7, TaskStatus.QUEUED, null));
    }

    @Test
    void aDeathThatCouldHappenAgainAtOnceIsNotPublishedAtOnce() {
        UUID task = ledger.submitted();
        settle(task, 1, "delivery_limit");

        assertThat(ledger.publications.takeDue(1, 10)).isEmpty();
    }

    @Test
    void theSameMessageTwiceChangesNothingMore() {
        UUID again = ledger.submitted();
        UUID over = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        ledger.jdbc.execute("select pg_sleep(0.002)");
        var both = List.of(dead(again, 1, "rejected"), dead(over, 1, "expired"), dead(again, 1, "rejected"));

        assertThat(ledger.dead.settle(both)).hasSize(2);
        assertThat(ledger.dead.settle(both)).isEmpty();

        assertThat(ledger.fence(again)).isEqualTo(2);
        assertThat(ledger.row(again)).containsEntry("broker_deaths", 1);
        assertThat(deaths(again)).hasSize(1);
        assertThat(deaths(over)).hasSize(1);
    }

    @Test
    void gatewaysThatTakeTheSameMessagesAtOnceSettleEachOnce() throws Exception {
        List<DeadMessage> messages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            messages.add(dead(ledger.submitted(), 1, "rejected"));
        }
        List<Callable<Integer>> gateways = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            gateways.add(() -> ledger.dead.settle(messages).size());
        }

        int settled = 0;
        try (var threads = Executors.newFixedThreadPool(gateways.size())) {
            for (Future<Integer> count : threads.invokeAll(gateways)) {
                settled += count.get();
            }
        }

        assertThat(settled).isEqualTo(100);
        assertThat(new BrokerDeaths(ledger.jdbc)
                        .of(messages.stream().map(DeadMessage::task).toList()))
                .hasSize(100);
    }

    @Test
    void keepsWhatTheBrokerSaysAlsoOfATaskThatTheSweeperHasExpiredBefore() {
        UUID task = ledger.submitted(ledger.task().ttl(Duration.ofMillis(1)));
        ledger.jdbc.execute("select pg_sleep(0.002)");
        ledger.sweep.expire(10);

        assertThat(settle(task, 1, "expired")).isEmpty();

        assertThat(deaths(task)).singleElement().satisfies(death -> {
            assertThat(death.run()).isEqualTo(1);
            assertThat(death.reason()).isEqualTo("expired");
            assertThat(death.record()).isEqualTo(RECORD);
        });
    }

    @Test
    void aCanceledTaskStaysCanceled() {
        UUID task = ledger.submitted();
        ledger.cancel.cancel("default", task);

        assertThat(settle(task, 1, "rejected")).isEmpty();
        assertThat(ledger.status(task)).isEqualTo(TaskStatus.CANCELED);
    }

    private List<BrokerDeath> deaths(UUID task) {
        return new BrokerDeaths(ledger.jdbc).of(List.of(task));
    }

    private List<Finished> settle(UUID task, long fence, String reason) {
        return ledger.dead.settle(List.of(dead(task, fence, reason)));
    }

    private static DeadMessage dead(UUID task, long fence, String reason) {
        return new DeadMessage(task, fence, reason, RECORD);
    }
}
