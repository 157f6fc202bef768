package dev.warren.worker.start;

import dev.warren.model.fault.Failpoint;
import dev.warren.worker.consume.ConsumeTasks;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.heartbeat.KeepBeating;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.run.RunAttempts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orderly end: takes nothing more, lets running tasks end within the grace, gives back what still runs, writes the
 * results, leaves. Every step has its limit, so that neither a broker nor a ledger that is away holds the end up.
 */
final class StopWorker {

    private static final Logger log = LoggerFactory.getLogger(StopWorker.class);
    private static final Duration CONSUMING = Duration.ofSeconds(3);
    private static final Duration LEDGER = Duration.ofSeconds(1);
    private static final Duration HANDING_BACK = Duration.ofSeconds(3);
    private static final Duration WRITING = Duration.ofSeconds(2);
    private static final Duration CLOSING = Duration.ofSeconds(2);

    private final Duration grace;
    private final CurrentIncarnation current;
    private final RunAttempts runs;
    private final FinishResults results;

    StopWorker(Duration grace, CurrentIncarnation current, RunAttempts runs, FinishResults results) {
        this.grace = grace;
        this.current = current;
        this.runs = runs;
        this.results = results;
    }

    void stop(ConsumeTasks consume, KeepBeating heartbeat, Runnable close) {
        heartbeat.dontComeBack();
        atMost(CONSUMING.plusSeconds(1), "The broker", () -> {
            try {
                consume.stop(CONSUMING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Incarnation me = current.orNull();
        if (me != null && !me.isDead()) {
            atMost(LEDGER, "The ledger", me.life()::drain);
        }
        int running = runs.running().size();
        if (running > 0) {
            log.info("{} tasks run, they have {} to end", running, grace);
        }
        if (!runs.awaitNone(grace)) {
            log.warn(
                    "Gives back {} tasks that did not end in time",
                    runs.running().size());
            Failpoint.HAND_BACK.hit();
            runs.handBackAll();
            if (!runs.awaitNone(HANDING_BACK)) {
                log.warn(
                        "{} tasks do not stop; another worker takes them over",
                        runs.running().size());
            }
        }
        awaitWritten();
        if (me != null && !me.isDead()) {
            atMost(LEDGER, "The ledger", me.life()::stop);
        }
        atMost(CLOSING, "A connection", close);
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

    private static void atMost(Duration longest, String who, Runnable step) {
        Thread thread = Thread.ofVirtual().name("warren-stop").start(() -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                log.warn("{} does not help to stop in order: {}", who, e.getMessage());
                log.debug("The failure", e);
            }
        });
        try {
            if (!thread.join(longest)) {
                log.warn("{} does not answer, the end goes on without", who);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
