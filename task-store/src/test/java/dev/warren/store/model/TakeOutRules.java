package dev.warren.store.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;

/**
 * The tests of the ledger's rules can fail: each rule that stands in the SQL is taken out of it, and they must notice.
 * {@code -Dmodel.rules=claim:.*} takes out only those that match. That they notice nothing while all rules are there is
 * what {@link LedgerModelIT} and {@link InterleavingsIT} show.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class TakeOutRules {

    private static final int STEPS = 150;
    private static final int MOST_SEEDS = 60;

    private LedgerDatabase database;

    @BeforeAll
    void open() {
        database = new LedgerDatabase();
    }

    @AfterAll
    void close() {
        database.close();
    }

    /** Those of one class, so that several can be tried side by side. */
    abstract Stream<Mutation> rules();

    Stream<Mutation> chosen() {
        return rules().filter(mutation -> mutation.toString().matches(System.getProperty("model.rules", ".*")));
    }

    @ParameterizedTest(allowZeroInvocations = true)
    @MethodSource("chosen")
    void withoutTheRuleSomethingBreaks(Mutation mutation) {
        try (var function = new LiveFunction(database.jdbc, mutation.function())) {
            function.change(mutation.changes());
            Scenario scenario = mutation.scenario();
            if (scenario == null) {
                assertThat(firstDisagreement(mutation.talk()))
                        .as("what random commands find")
                        .isPresent();
            } else {
                database.empty();
                assertThatThrownBy(() -> scenario.play(database))
                        .isInstanceOfAny(AssertionError.class, DataAccessException.class);
            }
        }
    }

    private Optional<Disagreement> firstDisagreement(int talk) {
        return LongStream.rangeClosed(1, MOST_SEEDS)
                .mapToObj(seed -> Play.play(database, new DrawCommands(seed, talk).draw(STEPS)))
                .flatMap(Optional::stream)
                .findFirst();
    }
}
