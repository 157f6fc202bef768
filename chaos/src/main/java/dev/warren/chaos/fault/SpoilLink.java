package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.Node;
import dev.warren.chaos.proxy.Direction;
import dev.warren.chaos.proxy.TcpProxy;
import dev.warren.chaos.proxy.Trouble;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Spoils the links to one server: of one process, or of all.
 *
 * @param broker the links to RabbitMQ; otherwise those to Postgres
 * @param node index among gateways and workers in turn; -1 for all
 */
record SpoilLink(boolean broker, Manner manner, int node, Duration length) implements Fault {

    /** The ways of networks. */
    enum Manner {
        DOWN,
        BLACK_HOLE,
        ONE_WAY,
        LATENCY,
        RESET,
        BANDWIDTH,
        SLICES,
        CUT_MID_STREAM;

        Trouble trouble() {
            return switch (this) {
                case DOWN -> new Trouble.Down();
                case BLACK_HOLE -> new Trouble.BlackHole(Set.of(Direction.TO_SERVER, Direction.TO_CLIENT));
                case ONE_WAY -> new Trouble.BlackHole(Set.of(Direction.TO_CLIENT));
                case LATENCY -> new Trouble.Latency(Duration.ofMillis(300), Duration.ofMillis(200));
                case RESET -> new Trouble.None();
                case BANDWIDTH -> new Trouble.Bandwidth(64 * 1024);
                case SLICES -> new Trouble.Slices(97, Duration.ofMillis(1));
                case CUT_MID_STREAM -> new Trouble.CutAfter(Direction.TO_SERVER, 10_007);
            };
        }
    }

    @Override
    public String id() {
        return "F7";
    }

    @Override
    public String name() {
        return "%s link %s"
                .formatted(
                        broker ? "AMQP" : "Postgres",
                        manner.name().toLowerCase(Locale.ROOT).replace('_', ' '));
    }

    @Override
    public Set<String> touches() {
        return Set.of(broker ? Touch.BROKER_LINKS : Touch.LEDGER_LINKS);
    }

    @Override
    public boolean recoversAtOnce() {
        return manner == Manner.RESET;
    }

    @Override
    public String strike(Scene scene) {
        List<Node> spoiled = nodes(scene);
        for (Node one : spoiled) {
            TcpProxy link = link(one);
            link.suffer(manner.trouble());
            if (manner == Manner.RESET) {
                link.resetAll();
            }
        }
        String whose = node < 0 ? "all processes" : spoiled.getFirst().name();
        return manner == Manner.RESET
                ? whose + ": every connection reset once"
                : "%s: %s for %d s".formatted(whose, manner.trouble(), length.toSeconds());
    }

    @Override
    public void heal(Scene scene) {
        nodes(scene).forEach(one -> link(one).heal());
    }

    private List<Node> nodes(Scene scene) {
        List<Node> all = scene.cluster().nodes();
        return node < 0 ? all : List.of(all.get(node));
    }

    private TcpProxy link(Node one) {
        return broker ? one.brokerLink() : one.ledgerLink();
    }
}
