package dev.warren.chaos.fault;

import dev.warren.chaos.load.Burst;
import java.time.Duration;
import java.util.Set;

/** RabbitMQ's own limit for consumers is shorter than tasks that run: it may never hit one that was claimed. */
record ShortConsumerTimeout(int tasks) implements Fault {

    private static final String SET = "application:set_env(rabbit, consumer_timeout, %d).";
    private static final int SHORT = 60_000;
    private static final int USUAL = 1_800_000;

    @Override
    public String id() {
        return "F17";
    }

    @Override
    public String name() {
        return "consumer timeout shorter than a task";
    }

    /** Longer than the tasks of the burst. */
    @Override
    public Duration length() {
        return Duration.ofSeconds(100);
    }

    @Override
    public Set<String> touches() {
        return Set.of("consumer timeout");
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) {
        scene.cluster().broker().control("eval", SET.formatted(SHORT));
        scene.load().burst(Burst.LONG, tasks);
        return "consumer_timeout %d s and %d tasks of 90 s".formatted(SHORT / 1000, tasks);
    }

    @Override
    public void heal(Scene scene) {
        scene.cluster().broker().control("eval", SET.formatted(USUAL));
    }
}
