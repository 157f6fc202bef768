package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.store.model.Session.Pending;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Claims while others have their hands on the same rows. */
final class ClaimScenarios {

    private ClaimScenarios() {}

    static void refusesWhatIsCanceled(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        stage.set(task, "cancel_requested_at = clock_timestamp()");

        assertThat(stage.ledger.claim(stage.worker(), List.of(Stage.message(task))))
                .containsExactly("ROW");
    }

    static void oneOfTwoMessagesInAGroupClaims(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();

        assertThat(database.jdbc.queryForList(
                        "select verdict from claim(?, array[?, ?], array[1, 1], array['echo', 'echo'], array['1', '2'])",
                        String.class,
                        stage.worker(),
                        task,
                        task))
                .containsOnlyOnce("CLAIMED");
    }

    static void waitsForARowThatSomebodyHasAtHand(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        UUID worker = stage.worker();
        try (Session claiming = stage.session();
                Session holding = stage.holding(task)) {
            Pending<List<String>> claim = claiming.start(ledger -> ledger.claim(worker, List.of(Stage.message(task))));
            holding.commit();

            assertThat(claim.answer()).singleElement().asString().startsWith("CLAIMED");
        }
    }

    static void looksAtTheClockAfterItHasWaited(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        UUID worker = stage.worker();
        stage.set(task, "expires_at = clock_timestamp() + interval '500 ms'");
        try (Session claiming = stage.session();
                Session holding = stage.holding(task)) {
            Pending<List<String>> claim = claiming.start(ledger -> ledger.claim(worker, List.of(Stage.message(task))));
            await().pollInterval(Duration.ofMillis(5)).until(() -> stage.holds("clock_timestamp() > expires_at", task));
            holding.commit();

            assertThat(claim.answer()).containsExactly("ROW");
        }
    }

    static void seesWhatItWaitedFor(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        UUID first = stage.worker();
        UUID second = stage.worker();
        try (Session late = stage.session();
                Session early = stage.session().begin()) {
            early.ledger.claim(first, List.of(Stage.message(task)));
            Pending<List<String>> claim = late.start(ledger -> ledger.claim(second, List.of(Stage.message(task))));
            early.commit();

            assertThat(claim.answer()).containsExactly("ROW");
            assertThat(stage.ledger.leases(first)).hasSize(1);
            assertThat(stage.ledger.leases(second)).isEmpty();
        }
    }

    static void locksInTheOrderOfIds(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID one = stage.task();
        UUID two = stage.task();
        UUID worker = stage.worker();
        Locks.inTheOrderOfIds(
                stage, one, two, ledger -> ledger.claim(worker, List.of(Stage.message(two), Stage.message(one))));
    }

    static void letsTheBeatPass(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID task = stage.task();
        UUID worker = stage.worker();
        try (Session beating = stage.session();
                Session claiming = stage.session().begin()) {
            claiming.ledger.claim(worker, List.of(Stage.message(task)));
            Pending<Boolean> beat = beating.start(ledger -> ledger.beat(worker));

            assertThat(beat.waited()).as("the beat waits for the claim").isFalse();
            assertThat(beat.answer()).isTrue();
        }
    }
}
