package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** A zombie: a worker frozen for longer than its lease, and then awake again with everything it had in its hands. */
record PauseWorker(int worker, Duration length) implements Fault {

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String name() {
        return "freeze a worker for longer than its lease";
    }

    @Override
    public Set<String> touches() {
        return Set.of("worker-" + (worker + 1));
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) {
        var node = scene.cluster().workers().get(worker);
        node.pause();
        return "%s stopped with SIGSTOP for %d s, then SIGCONT".formatted(node.name(), length.toSeconds());
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().workers().get(worker).resume();
    }
}
