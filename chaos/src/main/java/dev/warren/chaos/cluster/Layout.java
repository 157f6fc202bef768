package dev.warren.chaos.cluster;

import java.nio.file.Path;

/**
 * Where a campaign keeps what it makes.
 *
 * @param root of everything; emptied at the start of a campaign
 */
public record Layout(Path root) {

    public Path journal() {
        return root.resolve("journal");
    }

    public Path effects() {
        return root.resolve("effects");
    }

    public Path logs() {
        return root.resolve("logs");
    }

    Path log(String name) {
        return logs().resolve(name + ".log");
    }

    public Path programs() {
        return root.resolve("programs");
    }

    /** The data of RabbitMQ and Postgres. */
    public Path servers() {
        return root.resolve("servers");
    }
}
