package dev.warren.local.cluster;

import dev.warren.local.process.FreePorts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Which gateways and workers run, where, and how each is started. */
final class ClusterPlan {

    private static final String LOOPBACK = "127.0.0.1";
    /** Half a minute for what is at hand, and as long for a cache of classes, on a slow machine. */
    private static final Duration GRACE = Duration.ofSeconds(70);

    private final ClusterDirectory directory;
    private final Programs programs;
    private final Access access;
    private final List<Planned> gateways;
    private final List<Planned> workers;

    /** @param gatewayAddress on which the gateways listen; the actuators and workers never leave this machine */
    ClusterPlan(
            UpOptions options, ClusterDirectory directory, Programs programs, Access access, String gatewayAddress) {
        this.directory = directory;
        this.programs = programs;
        this.access = access;
        int management = FreePorts.inARow(options.gateways() + options.workers());
        this.gateways = IntStream.range(0, options.gateways())
                .mapToObj(i -> gateway(i + 1, gatewayAddress, options.port() + i, management + i))
                .toList();
        this.workers = IntStream.range(0, options.workers())
                .mapToObj(i -> worker(i + 1, management + options.gateways() + i))
                .toList();
    }

    List<Planned> gateways() {
        return gateways;
    }

    List<Planned> workers() {
        return workers;
    }

    /** Whether some end later than others do, because the next start is to be quicker. */
    boolean keepsClasses() {
        return programs.gateway().isToKeepClasses() || programs.worker().isToKeepClasses();
    }

    private Planned gateway(int number, String address, int port, int managementPort) {
        Map<String, String> settings = new PlatformSettings(access).ofGateway(address, port, managementPort);
        String url = url(address.equals("0.0.0.0") || address.equals("::") ? LOOPBACK : address, port);
        return planned(
                "gateway-" + number, url, managementPort, programs.gateway().command(number == 1), settings, GRACE);
    }

    private Planned worker(int number, int managementPort) {
        String name = "worker-" + number;
        Map<String, String> settings = new PlatformSettings(access).ofWorker(name, managementPort);
        return planned(
                name,
                url(LOOPBACK, managementPort),
                managementPort,
                programs.worker().command(number == 1),
                settings,
                GRACE);
    }

    private Planned planned(
            String name,
            String url,
            int managementPort,
            List<String> command,
            Map<String, String> settings,
            Duration grace) {
        directory.renewLog(name);
        String managementUrl = url(LOOPBACK, managementPort);
        ChildSpec spec = new ChildSpec(
                name, command, Map.copyOf(settings), directory.log(name), Readiness.addressAt(managementUrl), grace);
        return new Planned(url, managementUrl, spec);
    }

    private static String url(String host, int port) {
        return "http://%s:%d".formatted(host.contains(":") ? "[" + host + "]" : host, port);
    }
}
