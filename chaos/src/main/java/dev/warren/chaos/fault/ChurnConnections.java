package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** All connections of the broker are closed, again and again. */
record ChurnConnections(int times) implements Fault {

    private static final Duration PAUSE = Duration.ofSeconds(5);

    @Override
    public String id() {
        return "F18";
    }

    @Override
    public String name() {
        return "close all AMQP connections, again and again";
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
    public String strike(Scene scene) throws InterruptedException {
        for (int i = 0; i < times; i++) {
            if (i > 0) {
                Thread.sleep(PAUSE);
            }
            scene.cluster().broker().control("close_all_connections", "chaos");
        }
        return "close_all_connections %d times, every %d s".formatted(times, PAUSE.toSeconds());
    }

    @Override
    public void heal(Scene scene) {
        // Nothing is left to undo.
    }
}
