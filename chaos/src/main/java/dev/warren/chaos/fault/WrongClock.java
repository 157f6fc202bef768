package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** A worker whose clock is an hour wrong: only the ledger's time may count. */
record WrongClock(int worker, String offset, Duration length) implements Fault {

    private static final Duration GRACE = Duration.ofSeconds(60);

    @Override
    public String id() {
        return "F13";
    }

    @Override
    public String name() {
        return "a worker whose clock is an hour wrong";
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
    public String strike(Scene scene) throws InterruptedException {
        var clock = scene.cluster().clock();
        if (clock.isEmpty()) {
            return "not done: this machine has no libfaketime, and its package cannot be fetched";
        }
        var node = scene.cluster().workers().get(worker);
        node.stop(GRACE);
        node.start(clock.get().environment(offset));
        node.awaitReady(Duration.ofSeconds(90));
        return "%s lives at %s for %d s".formatted(node.name(), offset, length.toSeconds());
    }

    @Override
    public void heal(Scene scene) throws InterruptedException {
        if (scene.cluster().clock().isPresent()) {
            var node = scene.cluster().workers().get(worker);
            node.stop(GRACE);
            node.start();
        }
    }
}
