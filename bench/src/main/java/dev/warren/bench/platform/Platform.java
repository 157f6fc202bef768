package dev.warren.bench.platform;

import dev.warren.bench.measure.ProcessFamily;
import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.ServerAccess;
import dev.warren.local.cluster.Servers;
import dev.warren.local.cluster.StartServers;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Everything that is measured: one gateway, workers, RabbitMQ and Postgres. All of it ends with this process. */
public final class Platform implements AutoCloseable {

    /** Names of the items of the account. */
    public static final String GATEWAY = "gateway";

    public static final String WORKER = "worker";
    public static final String BROKER = "broker";
    public static final String POSTGRES = "postgres";
    public static final String GENERATOR = "generator";

    private final Servers servers;
    private final Programs programs;
    private final NodePlan plan;
    private final Ledger ledger;
    private final List<Node> workers = new ArrayList<>();
    private @Nullable Node gateway;
    private Shape shape = Shape.PLAIN;

    private Platform(Servers servers, Programs programs, NodePlan plan, Ledger ledger) {
        this.servers = servers;
        this.programs = programs;
        this.plan = plan;
        this.ledger = ledger;
    }

    /**
     * Starts the servers and the gateway, and with it lays out the ledger.
     *
     * @param brokerTree a system tree with the RabbitMQ to take; empty for the distribution's own packages
     */
    public static Platform start(Layout layout, Programs programs, String brokerTree, Progress progress) {
        Servers servers = new StartServers(layout.servers(), progress).start(brokerTree);
        try {
            progress.say(servers.postgres().origin());
            progress.say(servers.rabbit().origin());
            boolean counts = CountStatements.enable(servers.postgres());
            var access = new ServerAccess(servers, Map.of(), progress).prepare();
            var ledger = new Ledger(
                    servers.postgres().jdbcUrl(),
                    servers.postgres().user(),
                    servers.postgres().password(),
                    counts);
            return new Platform(servers, programs, new NodePlan(layout, programs, access), ledger);
        } catch (RuntimeException e) {
            servers.rabbit().close();
            servers.postgres().close();
            throw e;
        }
    }

    public URI address() {
        return plan.gatewayAddress();
    }

    public Ledger ledger() {
        return ledger;
    }

    public Shape shape() {
        return shape;
    }

    public Servers servers() {
        return servers;
    }

    public Programs programs() {
        return programs;
    }

    /** Makes the platform be of this shape and returns when all of it is ready. What fits already is left alone. */
    public synchronized void take(Shape wanted) {
        Node running = gateway;
        if (running == null || !running.isAlive()) {
            running = Node.start(plan.gateway(), programs.processes());
            gateway = running;
        }
        if (!wanted.workerSettings().equals(shape.workerSettings())) {
            stopWorkers(0);
        }
        stopWorkers(wanted.workers());
        List<Node> fresh = new ArrayList<>();
        while (workers.size() < wanted.workers()) {
            Node worker = Node.start(plan.worker(workers.size() + 1, wanted.workerSettings()), programs.processes());
            workers.add(worker);
            fresh.add(worker);
        }
        shape = wanted;
        running.awaitReady();
        fresh.forEach(Node::awaitReady);
    }

    /** Ends the gateway and the workers, so that the servers are there for others. {@link #take} starts them again. */
    public synchronized void rest() {
        stopWorkers(0);
        stopGateway();
    }

    /** Whether an earlier run has kept the classes of both programs for the next start. */
    public boolean keepsClasses() {
        return Files.exists(programs.gateway().classes())
                && Files.exists(programs.worker().classes());
    }

    /** How long the two programs took from their start until they were ready, one after the other. */
    public record StartTimes(Duration gateway, Duration worker) {}

    /** Ends gateway and workers in order and starts one of each again, alone on the machine as far as it is ours. */
    public synchronized StartTimes restart() {
        rest();
        Node freshGateway = Node.start(plan.gateway(), programs.processes());
        gateway = freshGateway;
        Duration gatewayTime = freshGateway.awaitReady();
        Node freshWorker = Node.start(plan.worker(1, Map.of()), programs.processes());
        workers.add(freshWorker);
        shape = Shape.PLAIN;
        return new StartTimes(gatewayTime, freshWorker.awaitReady());
    }

    /** Process ids of the gateway and of the workers, as they run now. */
    public synchronized List<Long> programPids() {
        return nodes().stream().map(Node::pid).toList();
    }

    /** The items of the account, as they run now. */
    public synchronized List<ProcessFamily> families() {
        List<ProcessFamily> families = new ArrayList<>();
        Node running = gateway;
        if (running != null) {
            families.add(new ProcessFamily(GATEWAY, List.of(running.pid()), true));
        }
        families.add(new ProcessFamily(WORKER, workers.stream().map(Node::pid).toList(), true));
        families.addAll(sharedFamilies());
        return List.copyOf(families);
    }

    /** Those items that are there without gateway and workers too. */
    public List<ProcessFamily> sharedFamilies() {
        return List.of(
                new ProcessFamily(BROKER, pids(servers.rabbit().pid()), true),
                new ProcessFamily(POSTGRES, pids(servers.postgres().pid()), true),
                new ProcessFamily(GENERATOR, List.of(ProcessHandle.current().pid()), false));
    }

    /** @throws IllegalStateException where a gateway or worker has ended by itself */
    public synchronized void requireAlive() {
        for (Node node : nodes()) {
            if (!node.isAlive()) {
                throw new IllegalStateException(node.name() + " has ended by itself");
            }
        }
    }

    @Override
    public synchronized void close() {
        rest();
        // What a peer has started ends in order as long as it has its servers.
        programs.processes().close();
        servers.rabbit().close();
        servers.postgres().close();
    }

    private List<Node> nodes() {
        List<Node> all = new ArrayList<>(workers);
        Node running = gateway;
        if (running != null) {
            all.add(running);
        }
        return all;
    }

    private void stopGateway() {
        Node running = gateway;
        gateway = null;
        if (running != null) {
            running.terminate();
            running.awaitEnd();
        }
    }

    private void stopWorkers(int left) {
        List<Node> ending = new ArrayList<>();
        while (workers.size() > left) {
            ending.add(workers.removeLast());
        }
        ending.forEach(Node::terminate);
        ending.forEach(Node::awaitEnd);
    }

    private static List<Long> pids(OptionalLong pid) {
        return pid.isPresent() ? List.of(pid.getAsLong()) : List.of();
    }
}
