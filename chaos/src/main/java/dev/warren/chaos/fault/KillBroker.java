package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** {@code kill -9} of RabbitMQ with waiting messages; it comes back with its disk. */
record KillBroker(Duration length) implements Fault {

    @Override
    public String id() {
        return "F4";
    }

    @Override
    public String name() {
        return "kill -9 RabbitMQ";
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
        scene.cluster().rabbit().kill();
        return "RabbitMQ killed, down for " + length.toSeconds() + " s and its start";
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().restartBroker();
    }
}
