package dev.warren.bench.peer;

import dev.warren.bench.measure.Meter;
import dev.warren.bench.measure.ProcessFamily;
import dev.warren.bench.measure.Usage;
import dev.warren.bench.scenario.AwaitDone;
import dev.warren.bench.scenario.Details;
import dev.warren.bench.scenario.Round;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Puts the load of {@code posts} on a peer, waits until the last task has ended, and says what that took. */
public final class MeasurePeer {

    private final Peer peer;
    private final RunningPeer running;
    private final PeerStage stage;

    public MeasurePeer(Peer peer, RunningPeer running, PeerStage stage) {
        this.peer = peer;
        this.running = running;
        this.stage = stage;
    }

    /**
     * On empty tables, with every task checked.
     *
     * @throws PeerFailedException where an accepted task did not end as it should
     */
    public Round run() throws IOException, InterruptedException, SQLException {
        running.empty();
        Meter meter = Meter.start(families());
        PeerLoad load = running.submit(stage.effort().time());
        if (!AwaitDone.of(load.accepted(), () -> running.hasOpenTasks(load.accepted()))) {
            throw new PeerFailedException("tasks have not ended long after the load");
        }
        Usage usage = meter.stop();
        return round(load, Duration.between(load.began(), running.lastEnd(load.accepted())), usage);
    }

    private List<ProcessFamily> families() {
        List<ProcessFamily> families = new ArrayList<>();
        families.add(new ProcessFamily(Peer.PROCESSES, running.pids(), true));
        stage.platform().sharedFamilies().stream()
                .filter(family -> peer.uses().contains(family.name()))
                .forEach(families::add);
        return families;
    }

    private static Round round(PeerLoad load, Duration whole, Usage usage) {
        if (load.accepted() == 0) {
            throw new PeerFailedException("it has accepted no task");
        }
        Round round = new Round()
                .put("accepted", load.accepted() / seconds(load.span()))
                .put("completed", load.accepted() / seconds(whole));
        usage.families()
                .forEach((name, family) -> round.put("cpu " + name, (double) family.cpuMicros() / load.accepted()));
        round.put("cpu others", usage.othersPercentOfCore())
                .put("peak " + Peer.PROCESSES, usage.of(Peer.PROCESSES).peakKib() / 1024.0);
        describe(load, whole, usage, round.details());
        return round;
    }

    private static void describe(PeerLoad load, Duration whole, Usage usage, ObjectNode details) {
        details.put("accepted", load.accepted());
        details.put("loadSeconds", load.span().toMillis() / 1000.0);
        details.put("wholeSeconds", whole.toMillis() / 1000.0);
        var answers = load.answers();
        if (answers != null) {
            ObjectNode byStatus = details.putObject("answers");
            answers.answers().forEach((status, count) -> byStatus.put(String.valueOf(status), count));
            Details.putLatency(answers, details);
        }
        Details.putUsage(usage, details);
    }

    private static double seconds(Duration span) {
        return Math.max(0.001, span.toNanos() / 1e9);
    }
}
