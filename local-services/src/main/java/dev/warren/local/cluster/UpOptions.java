package dev.warren.local.cluster;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * How large a cluster {@code up} starts and where its door is.
 *
 * @param workers 0 to 64 processes
 * @param gateways 1 to 16 processes; the first listens on {@code port}, the others on the next ones
 * @param port 1 to 65535
 */
record UpOptions(int workers, int gateways, int port) {

    static final int DEFAULT_WORKERS = 2;
    static final int DEFAULT_PORT = 8080;

    private static final int HIGHEST_PORT = 65535;

    /** @throws Misuse where a value is no number or out of range */
    static UpOptions of(CommandLine line, Map<String, String> environment) {
        int workers = number("--workers", line.options().get("--workers"), DEFAULT_WORKERS, 0, 64);
        int gateways = number("--gateways", line.options().get("--gateways"), 1, 1, 16);
        int fallback = number("WARREN_PORT", environment.get("WARREN_PORT"), DEFAULT_PORT, 1, HIGHEST_PORT);
        int port = number("--port", line.options().get("--port"), fallback, 1, HIGHEST_PORT);
        if (port + gateways - 1 > HIGHEST_PORT) {
            throw new Misuse("%d gateways from port %d on would need ports above %d; choose a lower --port."
                    .formatted(gateways, port, HIGHEST_PORT));
        }
        return new UpOptions(workers, gateways, port);
    }

    List<Integer> gatewayPorts() {
        return IntStream.range(port, port + gateways).boxed().toList();
    }

    private static int number(String name, @Nullable String text, int fallback, int from, int to) {
        if (text == null || text.isEmpty()) {
            return fallback;
        }
        try {
            int value = Integer.parseInt(text);
            if (value >= from && value <= to) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Answered below, like a number out of range.
        }
        throw new Misuse("%s must be a number from %d to %d, not '%s'.".formatted(name, from, to, text));
    }
}
