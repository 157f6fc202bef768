package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** RabbitMQ dies and comes back with an empty disk: no queue, no message, no user but those its operator makes. */
record WipeBroker(Duration length) implements Fault {

    @Override
    public String id() {
        return "C7";
    }

    @Override
    public String name() {
        return "wipe RabbitMQ's disk";
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.BROKER);
    }

    @Override
    public boolean recoversAtOnce() {
        return false;
    }

    @Override
    public String strike(Scene scene) {
        scene.cluster().wipeBroker();
        return "RabbitMQ killed and its data deleted, down for " + length.toSeconds() + " s and its start";
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().restartBroker();
    }
}
