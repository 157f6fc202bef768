package dev.warren.store.model;

import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Does to the ledger what its users and all kinds of faults may do, in any order, and compares every answer and every
 * row with the model. {@code -Dmodel.seeds=1000 -Dmodel.steps=500} plays more, {@code -Dmodel.seed=7} one again.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LedgerModelIT {

    private static final int STEPS = Integer.getInteger("model.steps", 200);
    private static final int MOST_SHRINKING = 400;

    private LedgerDatabase database;

    @BeforeAll
    void open() {
        database = new LedgerDatabase();
    }

    @AfterAll
    void close() {
        database.close();
    }

    static LongStream seeds() {
        Long one = Long.getLong("model.seed");
        return one != null ? LongStream.of(one) : LongStream.rangeClosed(1, Long.getLong("model.seeds", 20L));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theLedgerDoesWhatTheModelDoesAndEveryTaskEnds(long seed) {
        List<Command> commands = new DrawCommands(seed, 1).draw(STEPS);
        Optional<Disagreement> disagreement = Play.play(database, commands);
        if (disagreement.isPresent()) {
            List<Command> shortest =
                    Shrink.shrink(commands, some -> Play.play(database, some).isPresent(), MOST_SHRINKING);
            fail(
                    "seed %d: %d of %d commands lead to%n%s",
                    seed, shortest.size(), STEPS, Play.play(database, shortest).orElse(disagreement.get()));
        }
    }
}
