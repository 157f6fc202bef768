package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** An operator replays what has died. */
record ReplayDeadLetters(int most) implements Fault {

    @Override
    public String id() {
        return "F20";
    }

    @Override
    public String name() {
        return "mass replay of dead letters";
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public Set<String> touches() {
        return Set.of();
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) {
        return scene.load().replayDeadLetters(most) + " dead letters replayed";
    }

    @Override
    public void heal(Scene scene) {
        // Nothing to undo.
    }
}
