package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Session.Pending;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** Sweeps while others have their hands on the same rows. */
final class SweepScenarios {

    private SweepScenarios() {}

    static void aBeatInTimeKeepsTheWorkerAlive(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        stage.silence(worker);
        try (Session sweeping = stage.session();
                Session beating = stage.session().begin()) {
            assertThat(beating.ledger.beat(worker)).isTrue();
            Pending<Set<UUID>> dead = sweeping.start(RealLedger::declareDead);
            beating.commit();

            assertThat(dead.answer()).isEmpty();
            assertThat(stage.ledger.beat(worker)).isTrue();
        }
    }

    static void aTakeoverSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        stage.ledger.leave(worker, true);
        Locks.areSkipped(stage, attempt.task(), ledger -> ledger.takeOver(10));
    }

    static void aTimerSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        stage.set(task, "status = 'SCHEDULED', due_at = clock_timestamp()");
        Locks.areSkipped(stage, task, ledger -> ledger.startDue(10));
    }

    static void anExpirySkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        stage.set(task, "expires_at = clock_timestamp()");
        Locks.areSkipped(stage, task, ledger -> ledger.expire(10));
    }

    static void aTimeoutSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        Attempt attempt = stage.claimed(stage.worker(), stage.task());
        stage.set(attempt.task(), "timeout_at = clock_timestamp()");
        Locks.areSkipped(stage, attempt.task(), ledger -> ledger.endOverdue(0, 10));
    }

    static void aPublisherSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        stage.set(task, "publish_at = clock_timestamp()");
        Locks.areSkipped(stage, task, ledger -> ledger.publish(1, 10));
    }

    static void aConfirmSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        Locks.areSkipped(stage, task, ledger -> ledger.confirm(List.of(Stage.message(task))));
    }

    static void aRepublicationSkipsWhatIsAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        stage.ledger.confirm(List.of(Stage.message(task)));
        Locks.areSkipped(stage, task, ledger -> ledger.republishLost(Queue.at(0), 0, 10));
    }
}
