package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.http.Load;
import dev.warren.bench.http.LoadResult;
import dev.warren.bench.http.OpenLoop;
import dev.warren.bench.http.Request;
import dev.warren.bench.platform.OldTasks;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Ten million tasks of the past year are in the ledger: what submitting and polling take, against an empty ledger. */
final class OldLedger implements Scenario {

    private static final long TASKS = 10_000_000;
    private static final int POLLED = 10_000;
    private static final int RATE = 200;

    @Override
    public String name() {
        return "old-ledger";
    }

    @Override
    public String title() {
        return "10,000,000 ended tasks in the ledger: POST and GET, 200/s each, open loop, against an empty ledger";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.of("POST p99 ratio", "old/empty", Target.atMost(1.5)),
                Figure.of("GET p99 ratio", "old/empty", Target.atMost(1.5)),
                Figure.of("POST p99, empty", "ms"),
                Figure.of("POST p99, old", "ms"),
                Figure.of("GET p99, empty", "ms"),
                Figure.of("GET p99, old", "ms"),
                Figure.of("POST p50, empty", "ms"),
                Figure.of("POST p50, old", "ms"),
                Figure.of("GET p50, empty", "ms"),
                Figure.of("GET p50, old", "ms"));
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        new WarmUp(stage).repeat(time -> load(stage, Tasks.one(), time));
        List<String> ids = new OldTasks(stage.platform().ledger()).sample(POLLED);
        new MeasureLoad(stage).submit(load(stage, polls(ids), stage.effort().time(0.5)));
        play(stage, new Round(), "warm");
    }

    /** At 200 a second it would take minutes until the code on the way is compiled. */
    private static Load load(Stage stage, Supplier<Request> requests, Duration time) {
        return new ClosedLoop(stage.platform().address(), requests, Tasks.CONNECTIONS, Limit.after(time));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        Round round = new Round();
        var old = new OldTasks(stage.platform().ledger());
        new MeasureLoad(stage).clear();
        play(stage, round, "empty");
        long tasks = stage.effort().scaled(TASKS, 1000);
        stage.progress().saying("     putting %,d old tasks into the ledger", tasks);
        try {
            old.put(tasks);
            play(stage, round, "old");
        } finally {
            old.remove();
        }
        round.details().put("oldTasks", tasks);
        return round.put("POST p99 ratio", round.figure("POST p99, old") / round.figure("POST p99, empty"))
                .put("GET p99 ratio", round.figure("GET p99, old") / round.figure("GET p99, empty"));
    }

    private static void play(Stage stage, Round round, String ledger)
            throws IOException, InterruptedException, SQLException {
        var measure = new MeasureLoad(stage);
        Duration time = stage.effort().time(0.25);
        LoadResult posts =
                measure.submit(new OpenLoop(stage.platform().address(), Tasks.one(), Tasks.CONNECTIONS, RATE, time));
        measure.awaitEnds(posts.accepted());
        List<String> ids = new OldTasks(stage.platform().ledger()).sample(POLLED);
        LoadResult polls =
                measure.submit(new OpenLoop(stage.platform().address(), polls(ids), Tasks.CONNECTIONS, RATE, time));
        if (posts.accepted() != posts.requests() || polls.accepted() != polls.requests()) {
            throw new TasksLostException("POSTs were answered %s, GETs %s".formatted(posts.answers(), polls.answers()));
        }
        put(round, "POST", ledger, posts);
        put(round, "GET", ledger, polls);
    }

    private static void put(Round round, String method, String ledger, LoadResult result) {
        for (int percentile : new int[] {50, 99}) {
            round.put(
                    "%s p%d, %s".formatted(method, percentile, ledger),
                    Measured.percentile(result.latency(), percentile));
        }
    }

    private static Supplier<Request> polls(List<String> ids) {
        List<Request> requests =
                ids.stream().map(id -> Request.get("/v1/tasks/" + id)).toList();
        var next = new AtomicInteger();
        return () -> requests.get(Math.floorMod(next.getAndIncrement(), requests.size()));
    }
}
