package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.measure.Meter;
import dev.warren.bench.measure.Statements;
import dev.warren.bench.measure.Usage;
import dev.warren.bench.platform.Ledger;
import dev.warren.bench.platform.Platform;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Nothing to do: what the platform uses while it waits for tasks. */
final class Idle implements Scenario {

    private static final int FIRST_TASKS = 200;
    private static final Duration LONGEST = Duration.ofSeconds(30);
    private static final List<String> SYSTEM =
            List.of(Platform.GATEWAY, Platform.WORKER, Platform.BROKER, Platform.POSTGRES);

    @Override
    public String name() {
        return "idle";
    }

    @Override
    public String title() {
        return "nothing to do, after 200 tasks, once the JIT compilers rest";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.of("statements", "per s", Target.atMost(20)),
                Figure.of("cpu system", "% of core", Target.atMost(3)),
                Figure.of("cpu gateway", "% of core"),
                Figure.of("cpu worker", "% of core"),
                Figure.of("cpu broker", "% of core"),
                Figure.of("cpu postgres", "% of core"),
                Figure.of("cpu others", "% of core"),
                Figure.of("resident gateway", "MiB", Target.atMost(350)),
                Figure.of("resident worker", "MiB", Target.atMost(350)),
                Figure.of("resident broker", "MiB"),
                Figure.of("resident postgres", "MiB"));
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        var load = new ClosedLoop(stage.platform().address(), Tasks.oneWithResult(), 1, Limit.of(FIRST_TASKS));
        new MeasureLoad(stage).run(load);
        new WarmUp(stage).rest();
    }

    @Override
    public Round round(Stage stage) throws InterruptedException, SQLException {
        Duration time = stage.effort().time();
        Ledger ledger = stage.platform().ledger();
        try (Connection connection = ledger.connect()) {
            if (ledger.countsStatements()) {
                Statements.forget(connection);
            }
            Meter meter = Meter.start(stage.platform().families());
            Thread.sleep(time.compareTo(LONGEST) < 0 ? time : LONGEST);
            Usage usage = meter.stop();
            Round round = new Round();
            putStatements(round, ledger, connection, usage.span());
            return put(round, usage);
        }
    }

    private static void putStatements(Round round, Ledger ledger, Connection connection, Duration span)
            throws SQLException {
        if (ledger.countsStatements()) {
            Statements statements = Statements.read(connection);
            Measured.describe(statements, round.details().putObject("statements"));
            round.put("statements", statements.calls() / (span.toNanos() / 1e9));
        } else {
            round.put("statements", Double.NaN);
        }
    }

    private static Round put(Round round, Usage usage) {
        Details.putUsage(usage, round.details());
        double system = 0;
        for (String family : SYSTEM) {
            system += usage.percentOfCore(family);
            round.put("cpu " + family, usage.percentOfCore(family));
            round.put("resident " + family, usage.of(family).residentKib() / 1024.0);
        }
        return round.put("cpu system", system).put("cpu others", usage.othersPercentOfCore());
    }
}
