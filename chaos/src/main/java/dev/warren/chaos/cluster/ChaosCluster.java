package dev.warren.chaos.cluster;

import dev.warren.chaos.check.ProcessInfo;
import dev.warren.local.cluster.Access;
import dev.warren.local.cluster.Progress;
import dev.warren.local.cluster.ServerAccess;
import dev.warren.local.cluster.Servers;
import dev.warren.local.cluster.StartServers;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.process.Command;
import dev.warren.local.process.Pause;
import dev.warren.local.process.ServerDirectory;
import dev.warren.local.rabbit.RabbitServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Everything that a campaign runs, and the blunt things that can be done to it. All of it ends with this process. */
public final class ChaosCluster implements AutoCloseable {

    private static final Duration READY = Duration.ofSeconds(180);

    private final Layout layout;
    private final Parts parts;
    private final Nodes nodes;
    private final Keeper keeper;
    private final Optional<FakeClock> clock;

    /** What is started first and stopped last. */
    record Parts(ServerDirectory processes, Servers servers, ServerAccess serverAccess, Access access) {}

    /** The gateways and the workers. */
    record Nodes(List<Node> gateways, List<URI> addresses, List<Node> workers) {

        List<Node> all() {
            return Stream.concat(gateways.stream(), workers.stream()).toList();
        }
    }

    private ChaosCluster(Layout layout, Parts parts, Nodes nodes, Keeper keeper, Optional<FakeClock> clock) {
        this.layout = layout;
        this.parts = parts;
        this.nodes = nodes;
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * Starts all of it and returns when all of it is ready.
     *
     * @param brokerTree a system tree with the RabbitMQ to take; empty for the distribution's own packages
     */
    public static ChaosCluster start(
            Layout layout, Programs programs, Size size, String brokerTree, Progress progress) {
        ServerDirectory processes = programs.processes();
        Servers servers = new StartServers(layout.servers(), progress).start(brokerTree);
        progress.say(servers.postgres().origin());
        progress.say(servers.rabbit().origin());
        var serverAccess = new ServerAccess(servers, Map.of(), progress);
        Parts parts = new Parts(processes, servers, serverAccess, serverAccess.prepare());
        var plan = new NodePlan(layout, programs, parts.access(), processes);
        Nodes nodes = plan.nodes(size);
        var keeper = new Keeper(nodes.all(), progress);
        var clock = FakeClock.find(layout.programs().resolve("faketime"));
        var cluster = new ChaosCluster(layout, parts, nodes, keeper, clock);
        try {
            nodes.all().forEach(Node::start);
            cluster.awaitReady(READY);
            keeper.start();
            return cluster;
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
    }

    public List<Node> gateways() {
        return nodes.gateways();
    }

    /** Of the gateways' API. */
    public List<URI> addresses() {
        return nodes.addresses();
    }

    public List<Node> workers() {
        return nodes.workers();
    }

    public List<Node> nodes() {
        return nodes.all();
    }

    public BrokerAdmin broker() {
        return new BrokerAdmin(parts.servers().rabbit());
    }

    public Ledger ledger() {
        PostgresServer postgres = parts.servers().postgres();
        return new Ledger(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    public RabbitServer rabbit() {
        return parts.servers().rabbit();
    }

    public PostgresServer postgres() {
        return parts.servers().postgres();
    }

    /** Empty where this machine has none. */
    public Optional<FakeClock> clock() {
        return clock;
    }

    /** How often a process ended by itself and was started again. */
    public int revived() {
        return keeper.revived();
    }

    /** Whether the broker's process runs. */
    public boolean isBrokerUp() {
        var pid = rabbit().pid();
        return pid.isPresent()
                && ProcessHandle.of(pid.getAsLong()).map(ProcessHandle::isAlive).orElse(false);
    }

    /** Kills the broker and deletes its disk. It stays down. */
    public void wipeBroker() {
        rabbit().wipe();
    }

    /** Starts the broker, in order where it still runs, and gives it its users where its disk was empty. */
    public void restartBroker() {
        rabbit().restart();
        parts.serverAccess().putBrokerLogins(parts.access());
    }

    /** Ends Postgres without its shutdown, as {@code pg_ctl stop -m immediate} does. It stays down. */
    public void stopLedgerImmediately() {
        postgres().pid().ifPresent(pid -> {
            Command.of("kill", "-QUIT", String.valueOf(pid)).run();
            Instant end = Instant.now().plusSeconds(10);
            while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)
                    && Instant.now().isBefore(end)) {
                Pause.of(Duration.ofMillis(20));
            }
        });
        postgres().kill();
    }

    /** The gateways and workers that run now. */
    public List<ProcessInfo> processes() {
        return nodes.all().stream()
                .filter(Node::isAlive)
                .map(node -> new ProcessInfo(node.name(), node.pid()))
                .toList();
    }

    /** Puts what RabbitMQ and Postgres have logged beside the logs of gateways and workers. */
    public void copyServerLogs() {
        try {
            for (String log : List.of("rabbitmq/log/rabbitmq.log", "postgres/postgres.log")) {
                Path from = layout.servers().resolve(log);
                if (Files.exists(from)) {
                    Path to = layout.logs().resolve(from.getFileName());
                    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot copy the logs of the servers", e);
        }
    }

    /** Starts what is down, wakes what is frozen, and heals every link. */
    public void healAll() {
        for (Node node : nodes.all()) {
            node.brokerLink().heal();
            node.ledgerLink().heal();
            node.resume();
            node.start();
        }
    }

    /** @throws IllegalStateException that names what is not ready */
    public void awaitReady(Duration limit) {
        Instant end = Instant.now().plus(limit);
        for (Node node : nodes.all()) {
            if (!node.awaitReady(Duration.between(Instant.now(), end))) {
                throw new IllegalStateException(node.notReady());
            }
        }
    }

    @Override
    public void close() {
        keeper.close();
        nodes.all().reversed().forEach(Node::close);
        parts.servers().rabbit().close();
        parts.servers().postgres().close();
        parts.processes().close();
    }
}
