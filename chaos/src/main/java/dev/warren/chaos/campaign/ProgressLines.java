package dev.warren.chaos.campaign;

import dev.warren.chaos.cluster.ChaosCluster;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.load.Load;
import dev.warren.local.cluster.Progress;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Tells every ten seconds how far a campaign is. */
final class ProgressLines implements AutoCloseable {

    private static final long EVERY = 10;

    private final Load load;
    private final ChaosCluster cluster;
    private final List<FaultRecord> faults;
    private final Progress progress;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    ProgressLines(Load load, ChaosCluster cluster, List<FaultRecord> faults, Progress progress) {
        this.load = load;
        this.cluster = cluster;
        this.faults = faults;
        this.progress = progress;
    }

    void start() {
        clock.scheduleAtFixedRate(this::tell, EVERY, EVERY, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }

    private void tell() {
        Load.Counts counts = load.counts();
        progress.saying(
                "     submitted %,d, accepted %,d, refused %,d, without answer %,d; faults healed: %d; restarts of what ended by itself: %d",
                counts.submitted(),
                counts.accepted(),
                counts.refused(),
                counts.unanswered(),
                faults.size(),
                cluster.revived());
    }
}
