package dev.warren.bench.scenario;

import dev.warren.local.cluster.Progress;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Tells every ten seconds how far a load is. */
final class ProgressLines implements AutoCloseable {

    private static final long EVERY = 10;

    private final Progress progress;
    private final AtomicLong accepted = new AtomicLong();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("progress").factory());

    ProgressLines(Progress progress) {
        this.progress = progress;
    }

    void start() {
        clock.scheduleAtFixedRate(
                () -> progress.saying("     %,d tasks accepted", accepted.get()), EVERY, EVERY, TimeUnit.SECONDS);
    }

    AtomicLong counter() {
        return accepted;
    }

    @Override
    public void close() {
        clock.shutdownNow();
    }
}
