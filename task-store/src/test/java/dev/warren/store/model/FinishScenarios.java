package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Command.Way;
import dev.warren.store.model.Session.Pending;
import java.util.List;
import java.util.UUID;

/** Ends of attempts while others have their hands on the same rows. */
final class FinishScenarios {

    private FinishScenarios() {}

    static void waitsForARowThatSomebodyHasAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        Locks.areWaitedFor(
                stage,
                attempt.task(),
                ledger -> ledger.finish(worker, Stage.results(Way.COMPLETED, attempt)),
                List.of("COMPLETED run 1 fence 2"));
    }

    /** Completions have a statement of their own. */
    static void honoursACancelItWaitedFor(LedgerDatabase database) {
        honoursACancelItWaitedFor(database, Way.COMPLETED);
        honoursACancelItWaitedFor(database, Way.FAILED);
    }

    private static void honoursACancelItWaitedFor(LedgerDatabase database, Way way) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt attempt = stage.claimed(worker, stage.task());
        try (Session finishing = stage.session();
                Session canceling = stage.session().begin()) {
            canceling.ledger.cancel(ModelTask.TENANT, attempt.task());
            Pending<List<String>> finish =
                    finishing.start(ledger -> ledger.finish(worker, Stage.results(way, attempt)));
            canceling.commit();

            assertThat(finish.answer()).containsExactly("CANCELED run 1 fence 2");
        }
    }

    static void locksInTheOrderOfIds(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        Attempt one = stage.claimed(worker, stage.task());
        Attempt two = stage.claimed(worker, stage.task());
        Locks.inTheOrderOfIds(
                stage, one.task(), two.task(), ledger -> ledger.finish(worker, Stage.results(Way.COMPLETED, two, one)));
    }

    static void aCancelSeesTheClaimItWaitedFor(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID worker = stage.worker();
        UUID task = stage.task();
        try (Session canceling = stage.session();
                Session claiming = stage.session().begin()) {
            claiming.ledger.claim(worker, List.of(Stage.message(task)));
            Pending<List<String>> cancel = canceling.start(ledger -> ledger.cancel(ModelTask.TENANT, task));
            claiming.commit();

            assertThat(cancel.answer()).containsExactly("RUNNING run 1 fence 2 owner " + worker);
        }
    }
}
