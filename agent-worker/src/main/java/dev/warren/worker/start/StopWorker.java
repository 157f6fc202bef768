package dev.warren.worker.start;

import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.heartbeat.KeepBeating;
import dev.warren.worker.hosting.WatchHealth;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Draining;
import dev.warren.worker.lease.Incarnation;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orderly end: drains, writes the results, leaves. Every step has its limit, so that neither a broker nor a ledger that
 * is away holds the end up. What was drained on request before ends at once.
 */
final class StopWorker {

    private static final Logger log = LoggerFactory.getLogger(StopWorker.class);
    private static final Duration LEDGER = Duration.ofSeconds(1);
    private static final Duration WRITING = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Draining draining;
    private final DrainWorker drain;
    private final CurrentIncarnation current;
    private final FinishResults results;

    StopWorker(Draining draining, DrainWorker drain, CurrentIncarnation current, FinishResults results) {
        this.draining = draining;
        this.drain = drain;
        this.current = current;
        this.results = results;
    }

    void stop(KeepBeating heartbeat, WatchHealth agents, Runnable close) {
        heartbeat.dontComeBack();
        draining.ask();
        drain.awaitDone();
        Thread stopping = AtMost.begin("An agent", agents::close);
        awaitWritten();
        Incarnation me = current.orNull();
        if (me != null && !me.isDead()) {
            AtMost.run(LEDGER, "The ledger", me.life()::stop);
        }
        AtMost.run(CLOSING, "A connection, or an agent,", () -> {
            close.run();
            AtMost.await(CLOSING, "An agent", stopping);
        });
        log.info("Stopped");
    }

    private void awaitWritten() {
        long end = System.nanoTime() + WRITING.toNanos();
        while (!results.unwritten().isEmpty()
                && System.nanoTime() - end < 0
                && !Thread.currentThread().isInterrupted()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        int left = results.unwritten().size();
        if (left > 0) {
            log.warn("{} results could not be written; their tasks run again elsewhere", left);
        }
    }
}
