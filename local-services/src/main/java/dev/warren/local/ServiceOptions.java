package dev.warren.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a server is wanted.
 *
 * @param directory where its state is kept, each server in a directory of its name; null for a temporary one
 * @param durable whether a power cut may cost nothing; false makes Postgres faster and forgetful when it is killed
 * @param way the one way to take, as {@code WARREN_SERVICES} may name it; null for the first that works
 * @param environment the variables that are read
 * @param progress hears, line by line, what takes time
 */
public record ServiceOptions(
        @Nullable Path directory,
        boolean durable,
        @Nullable String way,
        Map<String, String> environment,
        Consumer<String> progress) {

    public ServiceOptions {
        environment = Map.copyOf(environment);
    }

    /** State that goes when the server is closed, or its owner dies. */
    public static ServiceOptions temporary() {
        return in(null);
    }

    /** State, ports and passwords that are there again at the next start. */
    public static ServiceOptions keptIn(Path directory) {
        return in(directory);
    }

    public ServiceOptions withoutDurability() {
        return new ServiceOptions(directory, false, way, environment, progress);
    }

    public ServiceOptions onlyBy(String way) {
        return new ServiceOptions(directory, durable, way, environment, progress);
    }

    public ServiceOptions withEnvironment(Map<String, String> environment) {
        return new ServiceOptions(directory, durable, environment.get("WARREN_SERVICES"), environment, progress);
    }

    public ServiceOptions telling(Consumer<String> progress) {
        return new ServiceOptions(directory, durable, way, environment, progress);
    }

    private static ServiceOptions in(@Nullable Path directory) {
        return new ServiceOptions(directory, true, System.getenv("WARREN_SERVICES"), System.getenv(), line -> {});
    }
}
