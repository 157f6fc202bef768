package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Single tasks, as fast as 64 callers can submit them, until the last one has completed. */
final class Posts implements Scenario {

    @Override
    public String name() {
        return "posts";
    }

    @Override
    public String title() {
        return "single POSTs on 64 kept connections, closed loop, run to completion";
    }

    @Override
    public List<Figure> figures() {
        return Measured.figuresOf("POST", 9_000, 30.0);
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        new WarmUp(stage).repeat(time -> load(stage, time));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        return new MeasureLoad(stage).run(load(stage, stage.effort().time())).roundOf("POST");
    }

    private static ClosedLoop load(Stage stage, Duration time) {
        return new ClosedLoop(stage.platform().address(), Tasks.one(), Tasks.CONNECTIONS, Limit.after(time));
    }
}
