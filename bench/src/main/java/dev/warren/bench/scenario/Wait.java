package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.http.OpenLoop;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Callers that wait for the result, 200 new ones a second whatever becomes of those before. */
final class Wait implements Scenario {

    private static final int RATE = 200;

    @Override
    public String name() {
        return "wait";
    }

    @Override
    public String title() {
        return "submit and have the result in the same answer, 200 tasks/s, open loop";
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("result p50", "ms", Target.atMost(5)),
                Figure.of("result p99", "ms", Target.atMost(20)),
                Figure.of("result longest", "ms")));
        figures.addAll(Measured.costs());
        return figures;
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        // At 200 a second it would take minutes until the code on the way is compiled.
        new WarmUp(stage)
                .repeat(time -> new ClosedLoop(
                        stage.platform().address(), Tasks.oneWithResult(), Tasks.CONNECTIONS, Limit.after(time)));
        new MeasureLoad(stage).run(load(stage, stage.effort().time(0.25)));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        Measured measured =
                new MeasureLoad(stage).run(load(stage, stage.effort().time(0.5)));
        Round round = new Round()
                .put("result p50", Measured.percentile(measured.load().latency(), 50))
                .put("result p99", Measured.percentile(measured.load().latency(), 99))
                .put("result longest", Measured.percentile(measured.load().latency(), 100));
        measured.describe(round.details());
        return measured.putCosts(round);
    }

    private static OpenLoop load(Stage stage, Duration time) {
        return new OpenLoop(stage.platform().address(), Tasks.oneWithResult(), Tasks.CONNECTIONS, RATE, time);
    }
}
