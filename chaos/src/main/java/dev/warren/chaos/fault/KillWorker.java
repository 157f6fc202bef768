package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** {@code kill -9} of one worker. The others take over what it ran; it is started again a while later. */
record KillWorker(int worker, Duration length) implements Fault {

    @Override
    public String id() {
        return "F1";
    }

    @Override
    public String name() {
        return "kill -9 one worker";
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
        node.kill();
        return node.name() + " killed, started again after " + length.toSeconds() + " s";
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().workers().get(worker).start();
    }
}
