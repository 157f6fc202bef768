package dev.warren.worker.heartbeat;

import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.run.RunAttempts;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Beats every five seconds, on a thread of its own, and watches the lease on another one: a beat that hangs must not keep
 * this worker from stopping what it runs before its lease can end.
 */
public final class KeepBeating implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(KeepBeating.class);
    private static final Duration EVERY = Duration.ofSeconds(5);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(1);
    private static final Duration WATCH_EVERY = Duration.ofMillis(200);

    private final Heartbeat heartbeat;
    private final CurrentIncarnation current;
    private final RunAttempts runs;
    private final ScheduledExecutorService timer;
    // Not a daemon: it keeps alive an application that has nothing else to do.
    private final Thread thread = Thread.ofPlatform().name("warren-heartbeat").unstarted(this::beatUntilClosed);
    private @Nullable Future<?> watch;
    private boolean lapsed;
    private volatile boolean comeBack = true;

    public KeepBeating(
            Heartbeat heartbeat, CurrentIncarnation current, RunAttempts runs, ScheduledExecutorService timer) {
        this.heartbeat = heartbeat;
        this.current = current;
        this.runs = runs;
        this.timer = timer;
    }

    public void start() {
        watch = timer.scheduleWithFixedDelay(
                this::watchLease, WATCH_EVERY.toMillis(), WATCH_EVERY.toMillis(), TimeUnit.MILLISECONDS);
        thread.start();
    }

    /** From here on a refused beat is the end. */
    public void dontComeBack() {
        comeBack = false;
    }

    private void beatUntilClosed() {
        try {
            while (true) {
                long began = System.nanoTime();
                Duration pause = AFTER_FAILURE;
                try {
                    if (heartbeat.beat(comeBack)) {
                        pause = EVERY.minusNanos(System.nanoTime() - began);
                    }
                } catch (RuntimeException e) {
                    log.error("A heartbeat failed, goes on", e);
                }
                Thread.sleep(pause.isNegative() ? Duration.ZERO : pause);
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void watchLease() {
        if (current.holdsLease()) {
            lapsed = false;
        } else {
            if (!lapsed) {
                log.error(
                        "The lease is in doubt, the ledger has not answered in time: stops what runs, starts nothing");
            }
            lapsed = true;
            runs.handBackAll();
        }
    }

    @Override
    public void close() {
        Future<?> watching = watch;
        if (watching != null) {
            watching.cancel(false);
        }
        thread.interrupt();
    }
}
