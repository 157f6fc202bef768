package dev.warren.store.model;

import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Statements of several sessions that meet at the same rows: the one that waits is observed to wait, never slept for. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InterleavingsIT {

    private LedgerDatabase database;

    @BeforeAll
    void open() {
        database = new LedgerDatabase();
    }

    @AfterAll
    void close() {
        database.close();
    }

    static Stream<Mutation> rules() {
        return Stream.of(new MutationsIT(), new RecoveryMutationsIT())
                .flatMap(TakeOutRules::rules)
                .filter(mutation -> mutation.scenario() != null);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void theRuleHolds(Mutation mutation) {
        Scenario scenario = mutation.scenario();
        if (scenario != null) {
            scenario.play(database);
        }
    }

    @Test
    void aKeyWhoseFirstUserGaveUpIsFree() {
        SubmitScenarios.takesOverAKeyWhoseFirstUserGaveUp(database);
    }
}
