package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.platform.Platform;
import dev.warren.bench.platform.Shape;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The same tasks, which wait and need no CPU, with one, two and four workers. */
final class Scale implements Scenario {

    private static final List<Integer> WORKERS = List.of(1, 2, 4);
    private static final Duration WAIT = Duration.ofMillis(50);
    private static final int BATCH = 100;
    private static final int CONNECTIONS = 4;
    private static final int TASKS = 100_000;

    @Override
    public String name() {
        return "scale";
    }

    @Override
    public String title() {
        return "tasks that wait 50 ms, in batches of 100, with 1, 2 and 4 workers of 200 slots";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.of("1 worker", "tasks/s"),
                Figure.of("2 workers", "tasks/s"),
                Figure.of("4 workers", "tasks/s"),
                Figure.of("cost, 1 worker", "µs/task"),
                Figure.of("cost, 2 workers", "µs/task"),
                Figure.of("cost, 4 workers", "µs/task"),
                Figure.of("machine busy, 1", "% of core"),
                Figure.of("machine busy, 2", "% of core"),
                Figure.of("machine busy, 4", "% of core"));
    }

    @Override
    public void prepare(Stage stage) {
        // Each round begins with workers that are new.
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        Round round = new Round();
        for (int workers : WORKERS) {
            stage.platform().take(new Shape(workers, Map.of()));
            // The new ones are cold.
            new WarmUp(stage).repeat(time -> load(stage, 0.25));
            Measured measured = new MeasureLoad(stage).run(load(stage, 1));
            String many = workers == 1 ? "1 worker" : workers + " workers";
            round.put(many, measured.completedRate())
                    .put("cost, " + many, cost(measured))
                    .put("machine busy, " + workers, measured.usage().machinePercentOfCore());
            measured.describe(round.details().putObject(many));
        }
        return round;
    }

    /** Of all processes of the platform, without the load generator. */
    private static double cost(Measured measured) {
        long micros = measured.usage().families().entrySet().stream()
                .filter(family -> !family.getKey().equals(Platform.GENERATOR))
                .mapToLong(family -> family.getValue().cpuMicros())
                .sum();
        return (double) micros / Math.max(1, measured.tasks().completed());
    }

    private static ClosedLoop load(Stage stage, double share) {
        long batches = stage.effort().scaled(Math.round(share * TASKS / BATCH), 2);
        return new ClosedLoop(stage.platform().address(), Tasks.waiting(BATCH, WAIT), CONNECTIONS, Limit.of(batches));
    }
}
