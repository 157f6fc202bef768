package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** An orderly restart of RabbitMQ. */
record RestartBroker() implements Fault {

    @Override
    public String id() {
        return "F4";
    }

    @Override
    public String name() {
        return "restart RabbitMQ in order";
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
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
        long began = System.nanoTime();
        scene.cluster().restartBroker();
        return "RabbitMQ stopped and started within %.1f s".formatted((System.nanoTime() - began) / 1e9);
    }

    @Override
    public void heal(Scene scene) {
        if (!scene.cluster().isBrokerUp()) {
            scene.cluster().restartBroker();
        }
    }
}
