package dev.warren.chaos.fault;

import dev.warren.chaos.load.Burst;
import java.time.Duration;
import java.util.Set;

/** Tasks that are a fault by themselves: poison, storms of cancels and of deadlines. */
record AddTasks(Burst burst, int count) implements Fault {

    @Override
    public String id() {
        return switch (burst) {
            case JVM_KILLER, ENDLESS_LOOP, IGNORES_INTERRUPT -> "F11";
            case CANCEL_STORM, DEADLINE_STORM -> "F20";
            case LONG -> "F17";
        };
    }

    @Override
    public String name() {
        return switch (burst) {
            case JVM_KILLER -> "tasks that kill their worker";
            case ENDLESS_LOOP -> "tasks that never end";
            case IGNORES_INTERRUPT -> "tasks that ignore their interruption";
            case CANCEL_STORM -> "storm of cancels";
            case DEADLINE_STORM -> "storm of deadlines";
            case LONG -> "long tasks";
        };
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
        scene.load().burst(burst, count);
        return count + " tasks";
    }

    @Override
    public void heal(Scene scene) {
        // Nothing to undo.
    }
}
