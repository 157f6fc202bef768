package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Every worker, or every gateway, one after the other: told to stop, started again, awaited. */
record RollingRestart(boolean workers) implements Fault {

    private static final Duration GRACE = Duration.ofSeconds(60);
    private static final Duration READY = Duration.ofSeconds(90);

    @Override
    public String id() {
        return "F15";
    }

    @Override
    public String name() {
        return "rolling restart of the " + (workers ? "workers" : "gateways");
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public Set<String> touches() {
        return Set.of(workers ? Touch.ALL_WORKERS : Touch.ALL_GATEWAYS);
    }

    @Override
    public boolean recoversAtOnce() {
        return false;
    }

    @Override
    public String strike(Scene scene) throws InterruptedException {
        List<String> told = new ArrayList<>();
        for (Node node : nodes(scene)) {
            long began = System.nanoTime();
            boolean inOrder = node.stop(GRACE);
            told.add("%s %s after %.1f s"
                    .formatted(
                            node.name(), inOrder ? "stopped" : "had to be killed", (System.nanoTime() - began) / 1e9));
            node.start();
            node.awaitReady(READY);
        }
        return String.join(", ", told);
    }

    @Override
    public void heal(Scene scene) {
        nodes(scene).forEach(Node::start);
    }

    private List<Node> nodes(Scene scene) {
        return workers ? scene.cluster().workers() : scene.cluster().gateways();
    }
}
