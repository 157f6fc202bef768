package dev.warren.chaos.fault;

import dev.warren.local.cluster.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Injects the faults of a schedule at their times, at most two at once and never two upon the same thing: one whose time
 * has come waits until what it touches is whole again.
 */
public final class InjectFaults implements AutoCloseable {

    private static final int AT_ONCE = 2;
    private static final int HEALING_TRIES = 4;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(5);

    private final Scene scene;
    private final Consumer<FaultRecord> told;
    private final Progress progress;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("fault-", 1).daemon().factory());
    private final List<Schedule.Planned> running = new ArrayList<>();
    private @Nullable Throwable failure;

    /** @param told hears of every fault once it is healed; by several threads, one at a time */
    public InjectFaults(Scene scene, Consumer<FaultRecord> told, Progress progress) {
        this.scene = scene;
        this.told = told;
        this.progress = progress;
    }

    /**
     * Returns when the last fault that could begin before the end is healed.
     *
     * @param end after which no fault begins
     * @throws FaultNotHealedException where one could not be undone
     */
    public void inject(Schedule schedule, Instant end) throws InterruptedException {
        Instant began = Instant.now();
        int skipped = 0;
        for (Schedule.Planned planned : schedule.faults()) {
            Duration wait = Duration.between(Instant.now(), began.plus(planned.after()));
            if (wait.isPositive()) {
                Thread.sleep(wait);
            }
            if (begin(planned, end)) {
                threads.execute(() -> run(planned));
            } else {
                skipped++;
            }
        }
        if (skipped > 0) {
            progress.saying("%d faults found no time any more", skipped);
        }
        awaitHealed();
    }

    private synchronized boolean begin(Schedule.Planned planned, Instant end) throws InterruptedException {
        while (isInTheWay(planned)) {
            long left = Duration.between(Instant.now(), end).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        rethrow();
        if (!Instant.now().isBefore(end)) {
            return false;
        }
        running.add(planned);
        return true;
    }

    private boolean isInTheWay(Schedule.Planned planned) {
        if (failure != null) {
            return false;
        }
        if (running.size() >= AT_ONCE || planned.alone() && !running.isEmpty()) {
            return true;
        }
        return running.stream()
                .anyMatch(other -> other.alone()
                        || collide(other.fault().touches(), planned.fault().touches()));
    }

    private static boolean collide(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(one -> others.stream().anyMatch(other -> Touch.collide(one, other)));
    }

    private void run(Schedule.Planned planned) {
        Fault fault = planned.fault();
        Instant start = Instant.now();
        String detail = "";
        Instant struck = start;
        try {
            progress.saying("%-4s %s", fault.id(), fault.name());
            detail = fault.strike(scene);
            struck = Instant.now();
            Thread.sleep(fault.length());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            detail = detail + " (ended early)";
        } catch (Exception e) {
            detail = "failed: " + e;
        }
        try {
            heal(fault);
            Instant healed = fault.recoversAtOnce() ? start : later(fault, struck);
            progress.saying("     %s healed: %s", fault.name(), detail);
            synchronized (this) {
                told.accept(new FaultRecord(fault.id(), fault.name(), start, healed, detail));
            }
        } catch (Exception e) {
            progress.saying("     %s CANNOT BE HEALED: %s", fault.name(), e);
            synchronized (this) {
                failure = e;
            }
        } finally {
            synchronized (this) {
                running.remove(planned);
                notifyAll();
            }
        }
    }

    /** More than once: a server that comes up on a busy machine may not answer the first time. */
    private void heal(Fault fault) throws Exception {
        for (int tries = 1; ; tries++) {
            try {
                fault.heal(scene);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception e) {
                if (tries == HEALING_TRIES) {
                    throw e;
                }
                progress.saying("     %s is not healed yet: %s", fault.name(), e);
                Thread.sleep(BETWEEN_TRIES);
            }
        }
    }

    /** What is over with its strike was healed then; everything else at this moment. */
    private static Instant later(Fault fault, Instant struck) {
        return fault.length().isZero() ? struck : Instant.now();
    }

    private synchronized void awaitHealed() throws InterruptedException {
        while (!running.isEmpty()) {
            wait();
        }
        rethrow();
    }

    private void rethrow() {
        if (failure != null) {
            throw new FaultNotHealedException(failure);
        }
    }

    /** Interrupts what is under way, so that it heals now. */
    @Override
    public void close() {
        threads.shutdownNow();
        try {
            threads.awaitTermination(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
