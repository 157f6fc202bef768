package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.Node;
import java.time.Duration;
import java.util.Set;

/** {@code kill -9} of all workers at once: nobody is left to take over until they are started again. */
record KillAllWorkers(Duration length) implements Fault {

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String name() {
        return "kill -9 all workers";
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.ALL_WORKERS);
    }

    @Override
    public boolean recoversAtOnce() {
        return false;
    }

    @Override
    public String strike(Scene scene) {
        scene.cluster().workers().parallelStream().forEach(Node::kill);
        return "all %d workers killed".formatted(scene.cluster().workers().size());
    }

    @Override
    public void heal(Scene scene) throws InterruptedException {
        scene.cluster().workers().forEach(Node::start);
        for (Node worker : scene.cluster().workers()) {
            worker.awaitReady(Duration.ofSeconds(90));
        }
    }
}
