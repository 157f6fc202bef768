package dev.warren.bench.platform;

import dev.warren.local.cluster.Access;
import dev.warren.local.cluster.ChildSpec;
import dev.warren.local.cluster.PlatformSettings;
import dev.warren.local.cluster.Readiness;
import dev.warren.local.process.FreePorts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Where the gateway and the workers live and how each is started: as {@code ./warren up} does it. */
final class NodePlan {

    static final int MOST_WORKERS = 16;

    private static final String LOOPBACK = "127.0.0.1";
    private static final Duration GRACE = Duration.ofSeconds(45);

    private final Layout layout;
    private final Programs programs;
    private final PlatformSettings settings;
    private final int port = FreePorts.inARow(2 + MOST_WORKERS);

    NodePlan(Layout layout, Programs programs, Access access) {
        this.layout = layout;
        this.programs = programs;
        this.settings = new PlatformSettings(access);
    }

    URI gatewayAddress() {
        return URI.create(address(port));
    }

    ChildSpec gateway() {
        List<String> command = programs.gateway().command(true);
        return spec("gateway", command, settings.ofGateway(LOOPBACK, port, port + 1), port + 1);
    }

    /** @param number from 1 */
    ChildSpec worker(int number, Map<String, String> more) {
        String name = "worker-" + number;
        Map<String, String> all = settings.ofWorker(name, port + 1 + number);
        all.putAll(more);
        return spec(name, programs.worker().command(number == 1), all, port + 1 + number);
    }

    private ChildSpec spec(String name, List<String> command, Map<String, String> environment, int managementPort) {
        return new ChildSpec(
                name,
                command,
                Map.copyOf(environment),
                layout.log(name),
                Readiness.addressAt(address(managementPort)),
                GRACE);
    }

    private static String address(int port) {
        return "http://%s:%d".formatted(LOOPBACK, port);
    }
}
