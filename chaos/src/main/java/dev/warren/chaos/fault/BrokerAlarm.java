package dev.warren.chaos.fault;

import java.time.Duration;
import java.util.Set;

/** RabbitMQ blocks whoever publishes, because its memory or its disk is nearly full. */
record BrokerAlarm(boolean memory, Duration length) implements Fault {

    @Override
    public String id() {
        return "F9";
    }

    @Override
    public String name() {
        return "RabbitMQ's " + (memory ? "memory" : "disk") + " alarm";
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
        var broker = scene.cluster().broker();
        if (memory) {
            broker.control("set_vm_memory_high_watermark", "absolute", "1MB");
        } else {
            broker.control("set_disk_free_limit", "100000GB");
        }
        return "publishers blocked for %d s".formatted(length.toSeconds());
    }

    @Override
    public void heal(Scene scene) {
        var broker = scene.cluster().broker();
        if (memory) {
            broker.control("set_vm_memory_high_watermark", "absolute", "2GB");
        } else {
            broker.control("set_disk_free_limit", "100MB");
        }
    }
}
