package dev.warren.worker.start;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Ties the worker to its application: it begins when all other beans are ready and ends before any of them does. The
 * application never waits for the ledger, and the end takes as long as the grace needs, whatever the application's own
 * limit for a phase.
 */
final class WorkerLifecycle implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(WorkerLifecycle.class);

    private final Worker worker;
    private @Nullable Thread starting;
    private volatile boolean running;

    WorkerLifecycle(Worker worker) {
        this.worker = worker;
    }

    Worker worker() {
        return worker;
    }

    @Override
    public void start() {
        running = true;
        starting = Thread.ofPlatform().name("warren-start").start(() -> {
            try {
                worker.start();
            } catch (InterruptedException e) {
                log.info("Stopped before the ledger was there");
            }
        });
    }

    @Override
    public void stop() {
        Thread thread = starting;
        if (thread != null) {
            thread.interrupt();
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        worker.stop();
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }
}
