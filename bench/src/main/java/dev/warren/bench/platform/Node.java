package dev.warren.bench.platform;

import dev.warren.local.cluster.Child;
import dev.warren.local.cluster.ChildSpec;
import dev.warren.local.cluster.LogTail;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import java.time.Duration;
import java.util.function.BooleanSupplier;

/** A gateway or a worker that runs, or a program of a peer. */
public final class Node {

    private static final Duration LOOK = Duration.ofMillis(5);
    private static final Duration READY = Duration.ofSeconds(120);
    private static final int LAST_LINES = 30;

    private final ChildSpec spec;
    private final Child child;
    private final long started;

    private Node(ChildSpec spec, Child child, long started) {
        this.spec = spec;
        this.child = child;
        this.started = started;
    }

    public static Node start(ChildSpec spec, ServerDirectory processes) {
        long now = System.nanoTime();
        return new Node(spec, Child.start(spec, processes), now);
    }

    public long pid() {
        return child.pid();
    }

    /**
     * Returns how long it took from its start until it said that it can do its work.
     *
     * @throws IllegalStateException where it ended instead, or is not ready within two minutes
     */
    public Duration awaitReady() {
        return awaitReady(child::isReady);
    }

    /** The same for a process that says it in a way of its own. */
    public Duration awaitReady(BooleanSupplier isReady) {
        while (!isReady.getAsBoolean()) {
            if (!child.isAlive() || System.nanoTime() - started > READY.toNanos()) {
                throw new IllegalStateException("%s %s; the end of %s:%n%s"
                        .formatted(
                                spec.name(),
                                child.isAlive() ? "is not ready" : "ended while it started",
                                spec.log(),
                                String.join(System.lineSeparator(), LogTail.withoutFrames(spec.log(), LAST_LINES))));
            }
            Pause.of(LOOK);
        }
        return Duration.ofNanos(System.nanoTime() - started);
    }

    public boolean isAlive() {
        return child.isAlive();
    }

    public String name() {
        return spec.name();
    }

    /** Asks it to end. */
    public void terminate() {
        child.terminate();
    }

    /** Returns when it has ended, which it is made to after its grace. */
    public void awaitEnd() {
        child.awaitEnd(spec.grace());
    }
}
