package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.model.Session.Pending;
import java.util.UUID;
import java.util.function.Function;

/** How statements meet rows that somebody else holds. */
final class Locks {

    private Locks() {}

    /** Somebody who holds the first row gets the second one too, although the statement wants both and waits. */
    static void inTheOrderOfIds(Stage stage, UUID one, UUID two, Function<RealLedger, Object> statement) {
        try (Session asking = stage.session();
                Session holding = stage.holding(one)) {
            Pending<Object> answer = asking.start(statement);
            assertThat(answer.waited()).as("it waits for the first row").isTrue();
            Pending<Boolean> both = holding.start(ledger -> {
                Stage.hold(holding, two);
                return true;
            });
            assertThat(both.waited())
                    .as("it holds the second row while it waits for the first")
                    .isFalse();
            holding.commit();
            answer.answer();
        }
    }

    /** A statement leaves a row alone that somebody else has at hand, and does not wait for it. */
    static void areSkipped(Stage stage, UUID held, Function<RealLedger, Object> statement) {
        try (Session sweeping = stage.session();
                Session holding = stage.holding(held)) {
            Pending<Object> answer = sweeping.start(statement);

            assertThat(answer.waited()).as("it waits for the row").isFalse();
            answer.answer();
            holding.commit();
        }
    }

    /** A statement waits for a row that somebody else has at hand, and does what it came for then. */
    static void areWaitedFor(Stage stage, UUID held, Function<RealLedger, Object> statement, Object expected) {
        try (Session asking = stage.session();
                Session holding = stage.holding(held)) {
            Pending<Object> answer = asking.start(statement);
            holding.commit();

            assertThat(answer.answer()).isEqualTo(expected);
        }
    }
}
