package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Batches of 100 tasks on a few connections, until the last task has completed. */
final class Batches implements Scenario {

    private static final int TASKS = 100;
    /** A caller with many tasks at hand has few connections; more of them would only make the batches wait in line. */
    private static final int CONNECTIONS = 4;

    @Override
    public String name() {
        return "batches";
    }

    @Override
    public String title() {
        return "batches of 100 on 4 kept connections, closed loop, run to completion";
    }

    @Override
    public List<Figure> figures() {
        return Measured.figuresOf("batch", 14_000, null);
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        new WarmUp(stage).repeat(time -> load(stage, time));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        return new MeasureLoad(stage).run(load(stage, stage.effort().time())).roundOf("batch");
    }

    private static ClosedLoop load(Stage stage, Duration time) {
        return new ClosedLoop(stage.platform().address(), Tasks.many(TASKS), CONNECTIONS, Limit.after(time));
    }
}
