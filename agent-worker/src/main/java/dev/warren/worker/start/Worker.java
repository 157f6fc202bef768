package dev.warren.worker.start;

import com.zaxxer.hikari.HikariDataSource;
import dev.warren.model.fault.Failpoint;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.connect.LedgerConnections;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.worker.WorkerProfile;
import dev.warren.worker.broker.BrokerConnections;
import dev.warren.worker.broker.BrokerSettings;
import dev.warren.worker.consume.ClaimDeliveries;
import dev.warren.worker.consume.ConsumeTasks;
import dev.warren.worker.control.CarryOutOrders;
import dev.warren.worker.control.HearOrders;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.finish.TellEnded;
import dev.warren.worker.heartbeat.Enroll;
import dev.warren.worker.heartbeat.Heartbeat;
import dev.warren.worker.heartbeat.KeepBeating;
import dev.warren.worker.heartbeat.ReconcileLeases;
import dev.warren.worker.hosting.HostedAgents;
import dev.warren.worker.hosting.PausedAgents;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Draining;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.run.RunAttempts;
import dev.warren.worker.slot.Slots;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The worker: its parts, and the order in which they begin. It has connections of its own and shows none of them to the
 * application it lives in.
 */
final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);
    private static final String COMPONENT = "warren-worker";

    private final CurrentIncarnation current = new CurrentIncarnation();
    private final PausedAgents paused = new PausedAgents();
    private final Draining draining = new Draining();
    private final ScheduledExecutorService timer = timer();
    private final Settings settings;
    private final HikariDataSource pool;
    private final HikariDataSource heartbeatPool;
    private final BrokerConnections broker;
    private final Slots slots;
    private final TellEnded tellEnded;
    private final FinishResults results;
    private final RunAttempts runs;
    private final ClaimDeliveries claims;
    private final ConsumeTasks consume;
    private final DrainWorker drain;
    private final HearOrders orders;
    private final KeepBeating heartbeat;
    private final Enroll enroll;
    private final AwaitLedger awaitLedger;

    /** All that configuration says about a worker. */
    record Settings(WorkerSettings worker, LedgerSettings ledger, BrokerSettings broker) {}

    Worker(Settings settings, HostedAgents agents, MeterRegistry registry) {
        Failpoint.announce(log::error);
        this.settings = settings;
        String name = settings.worker().nameOrHost();
        var metrics = new WorkerMetrics(registry);
        this.broker = new BrokerConnections(settings.broker(), name);
        this.pool = LedgerConnections.open(settings.ledger().properties(), COMPONENT, LedgerSettings.PATIENCE);
        this.heartbeatPool = LedgerConnections.open(
                settings.ledger().ofHeartbeat(), COMPONENT + "-heartbeat", LedgerSettings.HEARTBEAT_PATIENCE);
        var heartbeatLedger = new JdbcTemplate(heartbeatPool);
        var ledger = new JdbcTemplate(pool);
        this.slots = new Slots(settings.worker().slots(), agents.concurrencyLimits());
        this.tellEnded = new TellEnded(broker.publishing());
        this.results = new FinishResults(new FinishAttempts(ledger), tellEnded, timer, metrics, slots.total());
        this.runs = new RunAttempts(agents, results, slots, timer, metrics);
        this.claims = new ClaimDeliveries(new ClaimTasks(ledger), current, runs, slots, metrics);
        var limits = new ConsumeTasks.Limits(
                slots, current, paused, settings.worker().prefetch());
        this.consume = new ConsumeTasks(broker.consuming(), agents.names(), limits, claims, metrics);
        this.drain = new DrainWorker(settings.worker().grace(), current, consume, runs);
        draining.onAsked(drain::begin);
        this.orders = new HearOrders(
                broker.consuming(), current, new CarryOutOrders(current, draining, runs, this::readPaused));
        this.enroll = new Enroll(
                heartbeatLedger,
                new WorkerProfile(name, WorkerSettings.host(), version(), slots.total(), agents.forRegistry()),
                new TimeOrderedId(Clock.systemUTC()),
                System::nanoTime);
        this.awaitLedger = new AwaitLedger(heartbeatLedger, settings.ledger().where());
        var work = new Heartbeat.Work(runs, results, slots, new ReconcileLeases(claims, runs, results));
        var wishes = new Heartbeat.Wishes(paused, draining);
        this.heartbeat =
                new KeepBeating(new Heartbeat(current, enroll, work, wishes, System::nanoTime), current, runs, timer);
        metrics.gauge(WarrenMetric.SLOTS, slots::total);
        metrics.gauge(WarrenMetric.SLOTS_USED, slots::used);
        metrics.gauge(WarrenMetric.HELD_RESULTS, results::held);
        metrics.gauge(WarrenMetric.HEARTBEAT_AGE, this::heartbeatAge);
    }

    /** Returns when the ledger was there and this worker has registered; from then on it works. */
    void start() throws InterruptedException {
        current.becomes(awaitLedger.enroll(enroll));
        readPaused();
        heartbeat.start();
        orders.start();
        consume.start();
    }

    /** Ends as {@link StopWorker} says. */
    void stop() {
        new StopWorker(draining, drain, current, results).stop(heartbeat, this::close);
    }

    private void close() {
        heartbeat.close();
        tellEnded.close();
        timer.shutdownNow();
        try {
            orders.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
        heartbeatPool.close();
        pool.close(); // before those who use it: a statement that hangs must not keep them
        claims.close();
        results.close();
    }

    private void readPaused() {
        Incarnation me = current.orNull();
        if (me != null) {
            Thread.ofVirtual().name("warren-paused").start(() -> {
                try {
                    paused.are(me.life().pausedAgents());
                    consume.lookAgain();
                } catch (DataAccessException e) {
                    log.debug("Reads which agents are paused with the next heartbeat", e);
                }
            });
        }
    }

    CurrentIncarnation current() {
        return current;
    }

    Draining draining() {
        return draining;
    }

    Slots slots() {
        return slots;
    }

    boolean isBrokerAway() {
        return consume.isBrokerAway();
    }

    private double heartbeatAge() {
        Incarnation me = current.orNull();
        return me == null ? Double.NaN : me.lease().sinceLastBeat().toMillis() / 1000.0;
    }

    private static ScheduledExecutorService timer() {
        var timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("warren-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
        return timer;
    }

    private static String version() {
        String version = Worker.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }
}
