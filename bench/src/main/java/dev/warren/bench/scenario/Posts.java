package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
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
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("accepted", "tasks/s"),
                Figure.of("completed", "tasks/s", Target.atLeast(9_000)),
                Figure.of("POST p50", "ms"),
                Figure.of("POST p99", "ms", Target.atMost(30)),
                Figure.of("largest backlog", "tasks")));
        figures.addAll(Measured.costs());
        return figures;
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        new MeasureLoad(stage).run(load(stage, stage.effort().time()));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        Measured measured =
                new MeasureLoad(stage).run(load(stage, stage.effort().time()));
        Round round = new Round()
                .put("accepted", measured.load().acceptedRate())
                .put("completed", measured.completedRate())
                .put("POST p50", Measured.percentile(measured.load().corrected(), 50))
                .put("POST p99", Measured.percentile(measured.load().corrected(), 99))
                .put("largest backlog", measured.tasks().largestBacklog());
        measured.describe(round.details());
        return measured.putCosts(round);
    }

    private static ClosedLoop load(Stage stage, Duration time) {
        return new ClosedLoop(stage.platform().address(), Tasks.one(), Tasks.CONNECTIONS, Limit.after(time));
    }
}
