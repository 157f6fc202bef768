package dev.warren.bench.platform;

import java.util.Map;

/**
 * What a scenario wants to run beside the one gateway.
 *
 * @param workers 1 or more
 * @param workerSettings environment variables that differ from how the worker ships
 */
public record Shape(int workers, Map<String, String> workerSettings) {

    /** One worker, with the settings that it ships with. */
    public static final Shape PLAIN = new Shape(1, Map.of());

    public Shape {
        workerSettings = Map.copyOf(workerSettings);
    }
}
