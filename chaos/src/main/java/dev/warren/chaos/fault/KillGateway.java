package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** {@code kill -9} of a gateway in the middle of its submissions. Clients go to the other one. */
record KillGateway(int gateway, Duration length) implements Fault {

    @Override
    public String id() {
        return "F2";
    }

    @Override
    public String name() {
        return "kill -9 a gateway under submits";
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.ALL_GATEWAYS);
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) {
        var node = scene.cluster().gateways().get(gateway);
        node.kill();
        return node.name() + " killed, started again after " + length.toSeconds() + " s";
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().gateways().get(gateway).start();
    }
}
