package dev.warren.bench.scenario;

import dev.warren.bench.http.Load;
import dev.warren.bench.http.LoadResult;
import dev.warren.bench.measure.Meter;
import dev.warren.bench.measure.Statements;
import dev.warren.bench.measure.Usage;
import dev.warren.bench.platform.Ledger;
import dev.warren.bench.platform.TaskFacts;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Puts a load on the platform, waits until the last task has ended, and says what that took. */
final class MeasureLoad {

    /** What a platform does late, such as noting confirms, is over by then. */
    private static final Duration QUIET = Duration.ofSeconds(1);

    private static final Duration LOOK = Duration.ofMillis(100);
    /** A backlog is worked off at thousands a second; so long without an end means that something is stuck. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Stage stage;

    MeasureLoad(Stage stage) {
        this.stage = stage;
    }

    /** On an empty ledger, with every task checked. */
    Measured run(Load load) throws IOException, InterruptedException, SQLException {
        Ledger ledger = stage.platform().ledger();
        Thread.sleep(QUIET);
        ledger.empty();
        try (Connection connection = ledger.connectForLooks()) {
            if (ledger.countsStatements()) {
                Statements.forget(connection);
            }
            Meter meter = Meter.start(stage.platform().families());
            LoadResult result;
            try (var lines = new ProgressLines(stage.progress())) {
                lines.start();
                result = load.run(lines.counter());
            }
            awaitEnds(ledger, connection);
            Usage usage = meter.stop();
            @Nullable Statements statements = ledger.countsStatements() ? Statements.read(connection) : null;
            stage.platform().requireAlive();
            return new Measured(result, checked(TaskFacts.read(ledger), result), usage, statements);
        }
    }

    private void awaitEnds(Ledger ledger, Connection connection) throws SQLException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (ledger.hasOpenTasks(connection)) {
            if (System.nanoTime() > end) {
                throw new TasksLostException(
                        "tasks have not ended %d min after the load".formatted(PATIENCE.toMinutes()));
            }
            Thread.sleep(LOOK);
        }
    }

    private static TaskFacts checked(TaskFacts tasks, LoadResult load) {
        if (tasks.tasks() != load.accepted() || tasks.completed() != load.accepted()) {
            throw new TasksLostException(
                    "%,d tasks were accepted, %,d are in the ledger and %,d of them completed; answers by status: %s"
                            .formatted(load.accepted(), tasks.tasks(), tasks.completed(), load.answers()));
        }
        return tasks;
    }
}
