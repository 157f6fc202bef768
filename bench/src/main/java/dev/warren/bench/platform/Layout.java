package dev.warren.bench.platform;

import java.nio.file.Path;

/**
 * Where the benchmark keeps what it makes.
 *
 * @param root of everything
 */
public record Layout(Path root) {

    public Path logs() {
        return root.resolve("logs");
    }

    public Path log(String name) {
        return logs().resolve(name + ".log");
    }

    /** The unpacked jars; they stay, because the same jars need not be unpacked again. */
    public Path programs() {
        return root.resolve("programs");
    }

    /** The data of RabbitMQ and Postgres. */
    public Path servers() {
        return root.resolve("servers");
    }

    /** What the peers need on disk, such as their sources. */
    public Path peers() {
        return root.resolve("peers");
    }

    public Path result() {
        return root.resolve("result.json");
    }
}
