package dev.warren.worker.start;

import dev.warren.model.fault.Failpoint;
import dev.warren.worker.consume.ConsumeTasks;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.run.RunAttempts;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Empties the worker: it consumes nothing more, what runs may end within the grace, and the rest is stopped first and given
 * back second. It happens once, on request or as the first part of a stop, and is never taken back.
 */
final class DrainWorker {

    private static final Logger log = LoggerFactory.getLogger(DrainWorker.class);
    private static final Duration CONSUMING = Duration.ofSeconds(2);
    private static final Duration LEDGER = Duration.ofSeconds(1);
    private static final Duration HANDING_BACK = Duration.ofSeconds(3);

    private final Duration grace;
    private final CurrentIncarnation current;
    private final ConsumeTasks consume;
    private final RunAttempts runs;
    private final CountDownLatch done = new CountDownLatch(1);

    DrainWorker(Duration grace, CurrentIncarnation current, ConsumeTasks consume, RunAttempts runs) {
        this.grace = grace;
        this.current = current;
        this.consume = consume;
        this.runs = runs;
    }

    /** Begins; to be called once. */
    void begin() {
        Thread.ofVirtual().name("warren-drain").start(() -> {
            try {
                drain();
            } finally {
                done.countDown();
            }
        });
    }

    /** Returns at the latest the grace and six seconds after it began. */
    void awaitDone() {
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void drain() {
        log.info("Takes no more tasks");
        AtMost.run(CONSUMING.plusSeconds(1), "The broker", () -> {
            try {
                consume.stop(CONSUMING);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Incarnation me = current.orNull();
        if (me != null && !me.isDead()) {
            AtMost.run(LEDGER, "The ledger", me.life()::drain);
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
                        "{} tasks do not stop; each is given back when it ends, or taken over when this worker is gone",
                        runs.running().size());
            }
        }
    }
}
