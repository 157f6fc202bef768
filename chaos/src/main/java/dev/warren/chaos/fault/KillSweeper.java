package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/**
 * A worker dies, and at the moment when its tasks are taken over so does a gateway that takes them: its locks go with its
 * connection, and the other gateway sweeps on.
 */
record KillSweeper(int worker, int gateway, Duration afterLease) implements Fault {

    private static final Duration LEASE = Duration.ofSeconds(15);

    @Override
    public String id() {
        return "C18";
    }

    @Override
    public String name() {
        return "kill -9 a sweeper in the middle of a takeover";
    }

    @Override
    public Duration length() {
        return Duration.ofSeconds(5);
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.ALL_GATEWAYS, "worker-" + (worker + 1));
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) throws InterruptedException {
        var dying = scene.cluster().workers().get(worker);
        var sweeping = scene.cluster().gateways().get(gateway);
        dying.kill();
        Thread.sleep(LEASE.plus(afterLease));
        sweeping.kill();
        return "%s killed, and %s %d ms after the end of its lease"
                .formatted(dying.name(), sweeping.name(), afterLease.toMillis());
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().workers().get(worker).start();
        scene.cluster().gateways().get(gateway).start();
    }
}
