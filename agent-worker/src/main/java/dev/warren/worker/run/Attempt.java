package dev.warren.worker.run;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.worker.Lease;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.hosting.Hosted;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.lease.Ownership;
import dev.warren.worker.schema.OutputSchema;
import dev.warren.worker.trace.AttemptTrace;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One claimed task while it is here: what runs it, the thread it runs on, and whether it must stop. */
final class Attempt {

    private final Incarnation incarnation;
    private final ClaimedTask task;
    private final @Nullable AttemptTrace trace;
    private final Instant deadline;
    private final AtomicInteger openEnds = new AtomicInteger(2);
    private final AtomicReference<Usage> usage = new AtomicReference<>(Usage.NONE);
    private volatile @Nullable Hosted hosted;
    private @Nullable Thread thread;
    private volatile @Nullable Stop stop;
    private boolean ended;
    private boolean writtenOff;

    Attempt(Incarnation incarnation, ClaimedTask task) {
        this(incarnation, task, null);
    }

    /** @param trace absent where the task is not sampled */
    Attempt(Incarnation incarnation, ClaimedTask task, @Nullable AttemptTrace trace) {
        this.incarnation = incarnation;
        this.task = task;
        this.trace = trace;
        this.deadline = Instant.now().plus(task.timeout());
    }

    Incarnation incarnation() {
        return incarnation;
    }

    ClaimedTask task() {
        return task;
    }

    /** Absent where the task is not sampled. */
    @Nullable
    AttemptTrace trace() {
        return trace;
    }

    Lease lease() {
        return new Lease(task.id(), task.fence());
    }

    /** Begins on the calling thread, unless it was told to stop before. */
    synchronized boolean begin() {
        if (stop != null) {
            return false;
        }
        thread = Thread.currentThread();
        return true;
    }

    /** Tells it to stop, and why; the first reason stays, but for death. Answers whether it still ran. */
    synchronized boolean stop(Stop why) {
        if (ended) {
            return false;
        }
        if (stop == null || why == Stop.DEAD && stop != Stop.DEAD) {
            stop = why;
            if (thread != null) {
                thread.interrupt();
            }
        }
        return true;
    }

    /** The agent is done: no interrupt comes after this. Answers why it was told to stop, if it was. */
    synchronized @Nullable Stop end() {
        ended = true;
        thread = null;
        Thread.interrupted();
        return stop;
    }

    /** Its result is decided although its thread still runs. Answers whether it did still run. */
    synchronized boolean writeOff() {
        if (ended || writtenOff) {
            return false;
        }
        writtenOff = true;
        return true;
    }

    synchronized boolean isWrittenOff() {
        return writtenOff;
    }

    /** One of its two ends is reached, the thread's or the result's; true for the second. */
    boolean closeOneEnd() {
        return openEnds.decrementAndGet() == 0;
    }

    /** What runs it is known. */
    void runs(Hosted hosted) {
        this.hosted = hosted;
    }

    /** The description of what runs it; the platform's defaults where that is not known yet, or nothing can run it. */
    AgentDescription description() {
        Hosted known = hosted;
        return known == null ? AgentDescription.named(task.agent()) : known.description();
    }

    @Nullable
    OutputSchema outputSchema() {
        Hosted known = hosted;
        return known == null ? null : known.outputSchema();
    }

    /** It has used this of a model, whatever its end. */
    void add(Usage more) {
        usage.updateAndGet(before -> before.plus(more));
    }

    Usage usage() {
        return usage.get();
    }

    Instant deadline() {
        return deadline;
    }

    boolean mustStop() {
        return stop != null;
    }

    /** Its hold on the task; where that is lost, it stops. */
    Ownership ownership() {
        return new Ownership(incarnation, lease(), this::mustStop, () -> stop(Stop.LOST));
    }
}
