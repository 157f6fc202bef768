package dev.warren.chaos.cluster;

import dev.warren.chaos.proxy.TcpProxy;
import dev.warren.local.cluster.Access;
import dev.warren.local.cluster.PlatformSettings;
import dev.warren.local.cluster.Program;
import dev.warren.local.process.FreePorts;
import dev.warren.local.process.ServerDirectory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where each gateway and worker lives and how it is started. */
final class NodePlan {

    private static final String LOOPBACK = "127.0.0.1";
    /** Its API, its actuator, and the two proxies of its links. */
    private static final int PORTS_EACH = 4;

    private static final Pattern PLACE = Pattern.compile("(.*//(?:[^@/]*@)?)([^:/]+):(\\d+)(.*)");

    private final Layout layout;
    private final Programs programs;
    private final Access access;
    private final ServerDirectory processes;

    NodePlan(Layout layout, Programs programs, Access access, ServerDirectory processes) {
        this.layout = layout;
        this.programs = programs;
        this.access = access;
        this.processes = processes;
    }

    ChaosCluster.Nodes nodes(Size size) {
        int port = FreePorts.inARow(PORTS_EACH * (size.gateways() + size.workers()));
        List<Node> gateways = new ArrayList<>();
        List<URI> addresses = new ArrayList<>();
        for (int i = 1; i <= size.gateways(); i++, port += PORTS_EACH) {
            gateways.add(gateway(i, port));
            addresses.add(URI.create("http://%s:%d".formatted(LOOPBACK, port)));
        }
        List<Node> workers = new ArrayList<>();
        for (int i = 1; i <= size.workers(); i++, port += PORTS_EACH) {
            workers.add(worker(i, port));
        }
        return new ChaosCluster.Nodes(List.copyOf(gateways), List.copyOf(addresses), List.copyOf(workers));
    }

    private Node gateway(int number, int port) {
        Map<String, String> settings = new PlatformSettings(access).ofGateway(LOOPBACK, port, port + 1);
        List<String> command = quickly(programs.gateway());
        return node("gateway-" + number, port, command, settings);
    }

    private Node worker(int number, int port) {
        String name = "worker-" + number;
        Map<String, String> settings = new PlatformSettings(access).ofWorker(name, port + 1);
        // Shorter than its default, so that a rolling restart takes seconds; what runs longer is handed back.
        settings.put("WARREN_WORKER_GRACE", "PT5S");
        settings.put("WARREN_CHAOS_EFFECTS", layout.effects().toString());
        List<String> command = quickly(programs.worker());
        command.add("worker");
        return node(name, port, command, settings);
    }

    /**
     * Processes that live for minutes and start under load are better off without the compiler that thinks long. None
     * keeps its classes for the next start: that is work at its end, which would be taken for the time it needs to stop.
     */
    private static List<String> quickly(Program program) {
        List<String> whole = new ArrayList<>(program.command(false));
        whole.add(1, "-XX:TieredStopAtLevel=1");
        return whole;
    }

    private Node node(String name, int port, List<String> command, Map<String, String> settings) {
        String brokerUri = settings.getOrDefault("WARREN_BROKER_URI", "");
        settings.put("WARREN_LEDGER_URL", through(access.jdbcUrl(), port + 3));
        settings.put("WARREN_BROKER_URI", through(brokerUri, port + 2));
        var spec = new Node.Spec(
                name,
                command,
                Map.copyOf(settings),
                layout.log(name),
                URI.create("http://%s:%d".formatted(LOOPBACK, port + 1)),
                new TcpProxy(port + 2, place(brokerUri)),
                new TcpProxy(port + 3, place(access.jdbcUrl())));
        return new Node(spec, processes);
    }

    /** The same address, by way of a port of this machine. */
    static String through(String address, int port) {
        Matcher matcher = matched(address);
        return matcher.group(1) + LOOPBACK + ":" + port + matcher.group(4);
    }

    static InetSocketAddress place(String address) {
        Matcher matcher = matched(address);
        return new InetSocketAddress(matcher.group(2), Integer.parseInt(matcher.group(3)));
    }

    private static Matcher matched(String address) {
        Matcher matcher = PLACE.matcher(address);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no host and port in an address of a server");
        }
        return matcher;
    }
}
