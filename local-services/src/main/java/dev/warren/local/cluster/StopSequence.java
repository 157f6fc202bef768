package dev.warren.local.cluster;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * What must be stopped, last started first. What is added after the stop has begun is stopped at once, so that a Ctrl-C
 * in the middle of a start leaves nothing behind.
 */
final class StopSequence {

    private record Step(String name, boolean isSaid, Runnable stop) {}

    private final Progress progress;
    private final Deque<Step> steps = new ArrayDeque<>();
    private final ReentrantLock turn = new ReentrantLock();
    private boolean stopping;

    StopSequence(Progress progress) {
        this.progress = progress;
    }

    /** @param name of what is stopped, as it appears in the progress */
    void add(String name, Runnable stop) {
        add(new Step(name, true, stop));
    }

    /** For what nobody waits for; only a failure is told. */
    void addQuietly(String name, Runnable stop) {
        add(new Step(name, false, stop));
    }

    private void add(Step step) {
        synchronized (this) {
            if (!stopping) {
                steps.push(step);
                return;
            }
        }
        run(step);
    }

    /**
     * Stops everything once, and returns when that is done, by whomever. A step that fails is reported and does not
     * keep the others from it.
     */
    void stop() {
        turn.lock();
        try {
            for (Step step = next(); step != null; step = next()) {
                run(step);
            }
        } finally {
            turn.unlock();
        }
    }

    synchronized boolean isStopping() {
        return stopping;
    }

    synchronized boolean isEmpty() {
        return steps.isEmpty();
    }

    private synchronized @Nullable Step next() {
        stopping = true;
        return steps.poll();
    }

    private void run(Step step) {
        try {
            if (step.isSaid()) {
                progress.saying("stopping %s", step.name());
            }
            step.stop().run();
        } catch (RuntimeException e) {
            progress.saying("%s could not be stopped: %s", step.name(), e);
        }
    }
}
