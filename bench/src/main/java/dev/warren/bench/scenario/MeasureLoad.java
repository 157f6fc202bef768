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
import org.jspecify.annotations.Nullable;

/** Puts a load on the platform, waits until the last task has ended, and says what that took. */
final class MeasureLoad {

    private final Stage stage;

    MeasureLoad(Stage stage) {
        this.stage = stage;
    }

    /** On an empty ledger, with every task checked. */
    Measured run(Load load) throws IOException, InterruptedException, SQLException {
        Ledger ledger = stage.platform().ledger();
        clear();
        Meter meter = Meter.start(stage.platform().families());
        LoadResult result = submit(load);
        awaitEnds(result.accepted());
        Usage usage = meter.stop();
        @Nullable Statements statements = null;
        if (ledger.countsStatements()) {
            try (Connection connection = ledger.connect()) {
                statements = Statements.read(connection);
            }
        }
        return new Measured(result, check(result.accepted()), usage, statements);
    }

    /** Empties the ledger, once nothing goes on any more. */
    void clear() throws InterruptedException, SQLException {
        Ledger ledger = stage.platform().ledger();
        Thread.sleep(stage.effort().quiet());
        ledger.empty();
        if (ledger.countsStatements()) {
            try (Connection connection = ledger.connect()) {
                Statements.forget(connection);
            }
        }
    }

    /** Returns when the last request is answered; its task may still wait. */
    LoadResult submit(Load load) throws IOException, InterruptedException {
        try (var lines = new ProgressLines(stage.progress())) {
            lines.start();
            return load.run(lines.counter());
        }
    }

    /** Returns when the last of so many tasks has ended. */
    void awaitEnds(long tasks) throws IOException, InterruptedException, SQLException {
        Ledger ledger = stage.platform().ledger();
        try (Connection connection = ledger.connectForLooks()) {
            if (!AwaitDone.of(tasks, () -> ledger.hasOpenTasks(connection))) {
                throw new TasksLostException("tasks have not ended long after the load");
            }
        }
    }

    /**
     * Returns when the ledger notes no further task at the broker. What is left then stays in the ledger, since the agent is
     * paused: it found the gateway's memory for messages full.
     */
    void awaitPublished(long tasks) throws IOException, InterruptedException, SQLException {
        Ledger ledger = stage.platform().ledger();
        try (Connection connection = ledger.connect()) {
            if (!AwaitDone.of(tasks, new StillFalling(() -> ledger.unpublishedTasks(connection)))) {
                throw new TasksLostException("tasks still go to the broker long after the load");
            }
        }
    }

    /**
     * What the ledger says of all tasks in it.
     *
     * @param accepted how many there must be, each of them completed
     */
    TaskFacts check(long accepted) throws SQLException {
        stage.platform().requireAlive();
        TaskFacts tasks = TaskFacts.read(stage.platform().ledger());
        if (tasks.tasks() != accepted || tasks.completed() != accepted) {
            throw new TasksLostException("%,d tasks were accepted, %,d are in the ledger and %,d of them completed"
                    .formatted(accepted, tasks.tasks(), tasks.completed()));
        }
        return tasks;
    }
}
