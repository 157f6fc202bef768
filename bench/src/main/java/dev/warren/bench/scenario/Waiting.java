package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.platform.Shape;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One worker with a slot for each of 10,000 tasks that wait, as agents wait for a model. */
final class Waiting implements Scenario {

    private static final int TASKS = 10_000;
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    private static final int LONGEST_SECONDS = 5;

    @Override
    public String name() {
        return "waiting";
    }

    @Override
    public String title() {
        return "10,000 tasks that each wait 5 s, in one worker with 10,000 slots";
    }

    @Override
    public Shape shape() {
        return new Shape(1, Map.of("WARREN_WORKER_SLOTS", String.valueOf(TASKS)));
    }

    @Override
    public List<Figure> figures() {
        List<Figure> figures = new ArrayList<>(List.of(
                Figure.of("first start to last end", "s", Target.atMost(8)),
                Figure.of("first POST to last end", "s"),
                Figure.of("most at once", "tasks"),
                Figure.of("peak worker", "MiB", Target.atMost(1024))));
        Measured.costs().stream()
                .filter(cost -> !cost.name().equals("peak worker"))
                .forEach(figures::add);
        return figures;
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        new MeasureLoad(stage).run(load(stage, Duration.ofMillis(100)));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        Duration wait =
                Duration.ofSeconds(Math.min(LONGEST_SECONDS, stage.effort().seconds()));
        Measured measured = new MeasureLoad(stage).run(load(stage, wait));
        Round round = new Round()
                .put("first start to last end", measured.startToEnd().toMillis() / 1000.0)
                .put("first POST to last end", measured.wholeSpan().toMillis() / 1000.0)
                .put("most at once", measured.tasks().mostRunning());
        round.details().put("taskWaitSeconds", wait.toSeconds());
        measured.describe(round.details());
        return measured.putCosts(round);
    }

    private static ClosedLoop load(Stage stage, Duration wait) {
        long batches = stage.effort().scaled(TASKS / BATCH, 1);
        return new ClosedLoop(stage.platform().address(), Tasks.waiting(BATCH, wait), CONNECTIONS, Limit.of(batches));
    }
}
