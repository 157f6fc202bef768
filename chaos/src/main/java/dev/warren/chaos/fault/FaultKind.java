package dev.warren.chaos.fault;

import dev.warren.chaos.load.Burst;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Function;

/** All kinds of faults, how often each is drawn once every kind has come, and what is decided when it is. */
enum FaultKind {
    KILL_WORKER(4, true, draw -> new KillWorker(draw.worker(), draw.seconds(2, 12))),
    KILL_ALL_WORKERS(2, false, draw -> new KillAllWorkers(draw.seconds(1, 8))),
    PAUSE_WORKER(3, true, draw -> new PauseWorker(draw.worker(), Duration.ofSeconds(25))),
    KILL_GATEWAY(4, true, draw -> new KillGateway(draw.gateway(), draw.seconds(1, 10))),
    KILL_SWEEPER(
            1, false, draw -> new KillSweeper(draw.worker(), draw.gateway(), Duration.ofMillis(draw.number(0, 1500)))),
    KILL_BROKER(3, true, draw -> new KillBroker(draw.seconds(1, 12))),
    RESTART_BROKER(1, false, draw -> new RestartBroker()),
    WIPE_BROKER(3, true, draw -> new WipeBroker(draw.seconds(1, 8))),
    KILL_LEDGER(2, true, draw -> new KillLedger("F5", false, draw.seconds(1, 8))),
    STOP_LEDGER(1, false, draw -> new KillLedger("F5", true, draw.seconds(1, 8))),
    LEDGER_AWAY(0, false, draw -> new KillLedger("C14", false, draw.seconds(40, 60))),
    AMQP_DOWN(1, false, draw -> link(draw, true, SpoilLink.Manner.DOWN)),
    AMQP_BLACK_HOLE(1, true, draw -> link(draw, true, SpoilLink.Manner.BLACK_HOLE)),
    AMQP_ONE_WAY(1, false, draw -> link(draw, true, SpoilLink.Manner.ONE_WAY)),
    AMQP_LATENCY(0, false, draw -> link(draw, true, SpoilLink.Manner.LATENCY)),
    AMQP_RESET(1, false, draw -> link(draw, true, SpoilLink.Manner.RESET)),
    AMQP_BANDWIDTH(0, false, draw -> link(draw, true, SpoilLink.Manner.BANDWIDTH)),
    AMQP_SLICES(0, false, draw -> link(draw, true, SpoilLink.Manner.SLICES)),
    AMQP_CUT(1, false, draw -> link(draw, true, SpoilLink.Manner.CUT_MID_STREAM)),
    LEDGER_LINK_DOWN(1, false, draw -> link(draw, false, SpoilLink.Manner.DOWN)),
    LEDGER_LINK_BLACK_HOLE(1, false, draw -> link(draw, false, SpoilLink.Manner.BLACK_HOLE)),
    LEDGER_LINK_ONE_WAY(1, false, draw -> link(draw, false, SpoilLink.Manner.ONE_WAY)),
    LEDGER_LINK_LATENCY(0, false, draw -> link(draw, false, SpoilLink.Manner.LATENCY)),
    LEDGER_LINK_RESET(1, false, draw -> link(draw, false, SpoilLink.Manner.RESET)),
    LEDGER_LINK_BANDWIDTH(0, false, draw -> link(draw, false, SpoilLink.Manner.BANDWIDTH)),
    LEDGER_LINK_SLICES(0, false, draw -> link(draw, false, SpoilLink.Manner.SLICES)),
    LEDGER_LINK_CUT(1, false, draw -> link(draw, false, SpoilLink.Manner.CUT_MID_STREAM)),
    LOCK_TASKS(1, false, draw -> new SlowLedger(SlowLedger.Manner.TABLE_LOCK, draw.seconds(5, 20))),
    LOCK_ROWS(1, false, draw -> new SlowLedger(SlowLedger.Manner.ROW_LOCKS, draw.seconds(5, 20))),
    TAKE_CONNECTIONS(1, false, draw -> new SlowLedger(SlowLedger.Manner.NO_CONNECTIONS, draw.seconds(3, 10))),
    MEMORY_ALARM(1, false, draw -> new BrokerAlarm(true, draw.seconds(5, 25))),
    DISK_ALARM(1, false, draw -> new BrokerAlarm(false, draw.seconds(5, 25))),
    DELETE_QUEUE(1, false, draw -> new SpoilTopology(SpoilTopology.Manner.DELETE_QUEUE, Duration.ZERO)),
    PURGE_QUEUE(1, true, draw -> new SpoilTopology(SpoilTopology.Manner.PURGE_QUEUE, Duration.ZERO)),
    REMOVE_BINDING(1, false, draw -> new SpoilTopology(SpoilTopology.Manner.REMOVE_BINDING, Duration.ZERO)),
    DELETE_EXCHANGE(1, false, draw -> new SpoilTopology(SpoilTopology.Manner.DELETE_EXCHANGE, Duration.ZERO)),
    FULL_QUEUE(1, false, draw -> new SpoilTopology(SpoilTopology.Manner.FULL_QUEUE, draw.seconds(5, 20))),
    UNREADABLE(1, false, draw -> new PublishUnreadable(draw.number(1, 5))),
    KILLERS(0, false, draw -> new AddTasks(Burst.JVM_KILLER, 1)),
    LOOPS(0, false, draw -> new AddTasks(Burst.ENDLESS_LOOP, 1)),
    DEAF(1, false, draw -> new AddTasks(Burst.IGNORES_INTERRUPT, draw.number(2, 10))),
    HOSTILE(1, false, draw -> new HostileRequests(draw.gateway())),
    CLOCK(1, false, draw -> new WrongClock(draw.worker(), draw.oneIn(2) ? "+1h" : "-1h", draw.seconds(15, 30))),
    REPEAT(2, true, draw -> new RepeatMessages(draw.seconds(5, 15))),
    ROLL_WORKERS(1, false, draw -> new RollingRestart(true)),
    ROLL_GATEWAYS(1, false, draw -> new RollingRestart(false)),
    CONSUMER_TIMEOUT(0, false, draw -> new ShortConsumerTimeout(5)),
    CHURN(1, false, draw -> new ChurnConnections(draw.number(3, 5))),
    CANCELS(1, false, draw -> new AddTasks(Burst.CANCEL_STORM, draw.number(100, 400))),
    DEADLINES(1, false, draw -> new AddTasks(Burst.DEADLINE_STORM, draw.number(100, 400))),
    REPLAY(1, false, draw -> new ReplayDeadLetters(draw.number(100, 1000)));

    private final int weight;
    private final boolean telling;
    private final Function<Draw, Fault> decide;

    FaultKind(int weight, boolean telling, Function<Draw, Fault> decide) {
        this.weight = weight;
        this.telling = telling;
        this.decide = decide;
    }

    /** As it is named on a command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** 0 for what comes once and no more. */
    int weight() {
        return weight;
    }

    /** Whether it belongs into a run that has time for a few only. */
    boolean isTelling() {
        return telling;
    }

    Fault drawn(Draw draw) {
        return decide.apply(draw);
    }

    private static Fault link(Draw draw, boolean broker, SpoilLink.Manner manner) {
        int nodes = draw.size().gateways() + draw.size().workers();
        int node = draw.oneIn(2) ? -1 : draw.number(0, nodes - 1);
        Duration length = switch (manner) {
            case RESET -> Duration.ZERO;
            case DOWN -> draw.seconds(5, 30);
            case BLACK_HOLE, ONE_WAY -> draw.seconds(10, 30);
            case LATENCY, BANDWIDTH, SLICES, CUT_MID_STREAM -> draw.seconds(8, 20);
        };
        return new SpoilLink(broker, manner, node, length);
    }
}
