package dev.warren.local.cluster;

import dev.warren.local.process.ServerDirectory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Starts processes and keeps them running: one that dies after all were ready is reported with its last words and
 * started again, the others are left alone.
 */
final class Supervisor {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final int LAST_WORDS = 12;

    private final ServerDirectory processes;
    private final Progress progress;
    private final Map<String, Child> children = new LinkedHashMap<>();
    private final Map<String, RestartBackOff> backOffs = new LinkedHashMap<>();
    private final Set<Child> mourned = new HashSet<>();
    private final ScheduledExecutorService restarts = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "restarts");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Runnable changed;
    private boolean stopping;

    /**
     * @param processes remembers what was started, so that nothing outlives a killed launcher
     */
    Supervisor(ServerDirectory processes, Progress progress) {
        this.processes = processes;
        this.progress = progress;
    }

    synchronized void start(ChildSpec spec) {
        if (stopping) {
            return;
        }
        Child child = Child.start(spec, processes);
        children.put(spec.name(), child);
        child.ended().thenAccept(code -> died(child, code));
    }

    synchronized List<Child> children() {
        return List.copyOf(children.values());
    }

    /** The process id of the child of that name now. */
    synchronized long pid(String name) {
        Child child = children.get(name);
        if (child == null) {
            throw new IllegalArgumentException("no child " + name);
        }
        return child.pid();
    }

    /**
     * Returns when every process is ready.
     *
     * @throws ClusterFailure where one dies first, or is not ready within {@code limit}
     */
    void awaitReady(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        List<Child> waiting = new ArrayList<>(children());
        while (!waiting.isEmpty()) {
            for (Child child : List.copyOf(waiting)) {
                if (!child.isAlive()) {
                    throw new ClusterFailure(
                            "%s ended while it started.%n%s".formatted(child.spec(), lastWords(child)));
                }
                if (child.isReady()) {
                    progress.saying("%s is ready (process %d)", child.spec(), child.pid());
                    waiting.remove(child);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new ClusterFailure("not ready after %d seconds: %s.%n%s"
                        .formatted(limit.toSeconds(), waiting, lastWords(waiting.getFirst())));
            }
            Thread.sleep(POLL);
        }
    }

    /**
     * From now on a process that dies is started again.
     *
     * @param changed called after that, because it has another process id then
     */
    synchronized void watch(Runnable changed) {
        this.changed = changed;
        children().stream()
                .filter(child -> !child.isAlive())
                .forEach(child -> child.ended().thenAccept(code -> died(child, code)));
    }

    private synchronized void died(Child child, int code) {
        if (changed == null || stopping || !mourned.add(child)) {
            return;
        }
        Duration delay = backOff(child.spec()).next(child.age());
        Runnable afterwards = changed;
        progress.saying(
                "%s (process %d) ended with code %d; it is started again in %d s. Its last lines:%n%s",
                child.spec(), child.pid(), code, delay.toSeconds(), lastWords(child));
        restarts.schedule(() -> restart(child.spec(), afterwards), delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void restart(ChildSpec spec, Runnable changed) {
        if (stopping) {
            return;
        }
        try {
            start(spec);
            progress.saying("%s is started again (process %d)", spec, pid(spec.name()));
            changed.run();
        } catch (ClusterFailure e) {
            Duration delay = backOff(spec).next(Duration.ZERO);
            progress.saying("%s Next try in %d s.", e.getMessage(), delay.toSeconds());
            restarts.schedule(() -> restart(spec, changed), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private RestartBackOff backOff(ChildSpec spec) {
        return backOffs.computeIfAbsent(spec.name(), name -> new RestartBackOff());
    }

    /** From now on nothing is started any more. */
    synchronized void retire() {
        stopping = true;
        restarts.shutdownNow();
    }

    /** Stops all of these at the same time, and returns when they are gone. */
    void stop(List<String> names) {
        List<Child> ending = children().stream()
                .filter(child -> names.contains(child.spec().name()) && child.isAlive())
                .toList();
        long asked = System.nanoTime();
        ending.forEach(Child::terminate);
        for (Child child : ending) {
            Duration waited = Duration.ofNanos(System.nanoTime() - asked);
            if (!child.awaitEnd(child.spec().grace().minus(waited))) {
                progress.saying(
                        "%s did not stop within %d s and was killed",
                        child.spec(), child.spec().grace().toSeconds());
            }
        }
    }

    private static String lastWords(Child child) {
        StringBuilder text = new StringBuilder();
        LogTail.withoutFrames(child.spec().log(), LAST_WORDS)
                .forEach(line -> text.append("    ").append(line).append(System.lineSeparator()));
        return text.append("    (all of it: ")
                .append(child.spec().log())
                .append(')')
                .toString();
    }
}
