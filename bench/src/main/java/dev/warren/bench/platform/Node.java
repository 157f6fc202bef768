package dev.warren.bench.platform;

import dev.warren.local.cluster.Child;
import dev.warren.local.cluster.ChildSpec;
import dev.warren.local.cluster.LogTail;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import java.time.Duration;

/** A gateway or a worker that runs. */
final class Node {

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

    static Node start(ChildSpec spec, ServerDirectory processes) {
        long now = System.nanoTime();
        return new Node(spec, Child.start(spec, processes), now);
    }

    long pid() {
        return child.pid();
    }

    /**
     * Returns how long it took from its start until it said that it can do its work.
     *
     * @throws IllegalStateException where it ended instead, or is not ready within two minutes
     */
    Duration awaitReady() {
        while (!child.isReady()) {
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

    boolean isAlive() {
        return child.isAlive();
    }

    String name() {
        return spec.name();
    }

    /** Asks it to end. */
    void terminate() {
        child.terminate();
    }

    /** Returns when it has ended, which it is made to after its grace. */
    void awaitEnd() {
        child.awaitEnd(spec.grace());
    }
}
