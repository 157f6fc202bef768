package dev.warren.bench.scenario;

import dev.warren.bench.http.ClosedLoop;
import dev.warren.bench.http.Limit;
import dev.warren.bench.http.LoadResult;
import dev.warren.bench.platform.AgentSwitch;
import dev.warren.bench.platform.TaskFacts;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A million tasks wait in one queue: how fast further ones come in, and how fast they are worked off. */
final class DeepQueue implements Scenario {

    private static final long DEPTH = 1_000_000;
    private static final long SAMPLE = 100_000;
    private static final int BATCH = 100;
    /** So many find room in a gateway's memory: more at once would wait in the ledger, not in the queue. */
    private static final long PIECE = 40_000;

    private static final int CONNECTIONS = 4;

    @Override
    public String name() {
        return "deep-queue";
    }

    @Override
    public String title() {
        return "1,000,000 tasks wait in one queue: 100,000 more in, and the first 100,000 out, against an empty queue";
    }

    @Override
    public List<Figure> figures() {
        return List.of(
                Figure.of("submit ratio", "deep/empty", Target.atLeast(0.8)),
                Figure.of("drain ratio", "deep/empty", Target.atLeast(0.8)),
                Figure.of("submit, empty", "tasks/s"),
                Figure.of("submit, deep", "tasks/s"),
                Figure.of("drain, empty", "tasks/s"),
                Figure.of("drain, deep", "tasks/s"),
                Figure.of("drain, all of it", "tasks/s"));
    }

    @Override
    public void prepare(Stage stage) throws IOException, InterruptedException, SQLException {
        new WarmUp(stage).repeat(time -> load(stage, SAMPLE));
    }

    @Override
    public Round round(Stage stage) throws IOException, InterruptedException, SQLException {
        var measure = new MeasureLoad(stage);
        var agent = new AgentSwitch(stage.platform().address(), Tasks.AGENT);
        measure.clear();
        agent.pause();
        LoadResult shallow = measure.submit(load(stage, SAMPLE));
        measure.awaitPublished(shallow.accepted());
        agent.resume();
        measure.awaitEnds(shallow.accepted());
        measure.check(shallow.accepted());
        double drainShallow = drainRate(stage, shallow.accepted());

        measure.clear();
        agent.pause();
        long filled = fill(stage, measure);
        stage.progress().saying("     %,d tasks wait", filled);
        LoadResult deep = measure.submit(load(stage, SAMPLE));
        long all = filled + deep.accepted();
        measure.awaitPublished(all);
        agent.resume();
        measure.awaitEnds(all);
        TaskFacts facts = measure.check(all);
        double drainDeep = drainRate(stage, deep.accepted());

        Round round = new Round()
                .put("submit ratio", deep.acceptedRate() / shallow.acceptedRate())
                .put("drain ratio", drainDeep / drainShallow)
                .put("submit, empty", shallow.acceptedRate())
                .put("submit, deep", deep.acceptedRate())
                .put("drain, empty", drainShallow)
                .put("drain, deep", drainDeep)
                .put("drain, all of it", drainRate(stage, all));
        round.details()
                .put("depth", filled)
                .put("sample", deep.accepted())
                .put("largestBacklog", facts.largestBacklog());
        return round;
    }

    private static long fill(Stage stage, MeasureLoad measure) throws IOException, InterruptedException, SQLException {
        long filled = 0;
        long piece;
        for (long left = stage.effort().scaled(DEPTH / BATCH, 1); left > 0; left -= piece) {
            piece = Math.min(left, PIECE / BATCH);
            filled += measure.submit(ofBatches(stage, piece)).accepted();
            measure.awaitPublished(filled);
        }
        return filled;
    }

    private static double drainRate(Stage stage, long first) throws SQLException {
        return TaskFacts.drainRate(stage.platform().ledger(), first);
    }

    private static ClosedLoop load(Stage stage, long tasks) {
        return ofBatches(stage, stage.effort().scaled(tasks / BATCH, 1));
    }

    private static ClosedLoop ofBatches(Stage stage, long batches) {
        return new ClosedLoop(stage.platform().address(), Tasks.many(BATCH), CONNECTIONS, Limit.of(batches));
    }
}
