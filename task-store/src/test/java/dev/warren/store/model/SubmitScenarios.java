package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Session.Pending;
import java.util.List;
import java.util.UUID;

/** Submissions under keys that another gateway has in flight. */
final class SubmitScenarios {

    private SubmitScenarios() {}

    static void takesKeysInTheirOrder(LedgerDatabase database) {
        var stage = new Stage(database);
        try (Session waiting = stage.session();
                Session holding = stage.session().begin()) {
            holding.ledger.submit(List.of(database.nextId()), List.of(Stage.keyed(1)), 1);
            Pending<List<String>> both = waiting.start(ledger -> ledger.submit(
                    List.of(database.nextId(), database.nextId()), List.of(Stage.keyed(2), Stage.keyed(1)), 1));
            assertThat(both.waited()).as("it waits for the first key").isTrue();
            Pending<List<String>> second =
                    holding.start(ledger -> ledger.submit(List.of(database.nextId()), List.of(Stage.keyed(2)), 1));
            assertThat(second.waited())
                    .as("it holds the second key while it waits for the first")
                    .isFalse();
            holding.commit();
            assertThat(both.answer()).allMatch(answer -> answer.startsWith("REPEATED"));
        }
    }

    static void seesTheWinnerOfAKeyItWaitedFor(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID winner = database.nextId();
        try (Session waiting = stage.session();
                Session holding = stage.session().begin()) {
            holding.ledger.submit(List.of(winner), List.of(Stage.keyed(1)), 1);
            Pending<List<String>> again =
                    waiting.start(ledger -> ledger.submit(List.of(database.nextId()), List.of(Stage.keyed(1)), 1));
            holding.commit();

            assertThat(again.answer()).containsExactly("REPEATED " + winner);
        }
    }

    static void takesOverAKeyWhoseFirstUserGaveUp(LedgerDatabase database) {
        var stage = new Stage(database);
        try (Session waiting = stage.session();
                Session holding = stage.session().begin()) {
            holding.ledger.submit(List.of(database.nextId()), List.of(Stage.keyed(1)), 1);
            Pending<List<String>> again =
                    waiting.start(ledger -> ledger.submit(List.of(database.nextId()), List.of(Stage.keyed(1)), 1));
            holding.close();

            assertThat(again.answer()).containsExactly("ACCEPTED QUEUED");
        }
    }

    static void countsTimeFromWhenItsKeyWasFree(LedgerDatabase database) {
        var stage = new Stage(database);
        UUID waited = database.nextId();
        try (Session waiting = stage.session();
                Session holding = stage.session().begin()) {
            holding.ledger.submit(List.of(database.nextId()), List.of(Stage.keyed(1)), 1);
            Pending<List<String>> answer = waiting.start(ledger ->
                    ledger.submit(List.of(database.nextId(), waited), List.of(Stage.keyed(1), Stage.keyed(2)), 1));
            assertThat(answer.waited()).isTrue();
            database.jdbc.update("update model_clock set start = clock_timestamp()");
            holding.commit();
            answer.answer();

            assertThat(stage.holds("created_at > (select start from model_clock)", waited))
                    .isTrue();
        }
    }
}
