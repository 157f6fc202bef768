package dev.warren.worker.start;

import dev.warren.model.fault.Failpoint;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.model.trace.Traces;
import dev.warren.store.claim.ClaimTasks;
import dev.warren.store.finish.FinishAttempts;
import dev.warren.store.worker.WorkerProfile;
import dev.warren.worker.broker.BrokerConnections;
import dev.warren.worker.broker.BrokerSettings;
import dev.warren.worker.consume.ClaimDeliveries;
import dev.warren.worker.consume.ConsumeTasks;
import dev.warren.worker.control.CarryOutOrders;
import dev.warren.worker.control.HearOrders;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.heartbeat.Enroll;
import dev.warren.worker.heartbeat.Heartbeat;
import dev.warren.worker.heartbeat.KeepBeating;
import dev.warren.worker.heartbeat.ReconcileLeases;
import dev.warren.worker.lease.CurrentIncarnation;
import dev.warren.worker.lease.Draining;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.metric.MetricsSettings;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.run.CallAgent;
import dev.warren.worker.run.RunAttempts;
import dev.warren.worker.slot.Slots;
import dev.warren.worker.trace.TraceAttempts;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * The worker: its parts, and the order in which they begin. It has connections of its own and shows none of them to the
 * application it lives in.
 */
final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private final CurrentIncarnation current = new CurrentIncarnation();
    private final Draining draining = new Draining();
    private final ScheduledExecutorService timer = timer();
    private final Ledger ledger;
    private final BrokerConnections broker;
    private final Hosting hosting;
    private final Slots slots;
    private final Telling telling;
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
    record Settings(WorkerSettings worker, LedgerSettings ledger, BrokerSettings broker, MetricsSettings metrics) {}

    Worker(Settings settings, Hosting.Content content, MeterRegistry registry, Traces traces) {
        Failpoint.announce(log::error);
        String name = settings.worker().nameOrHost();
        var metrics = new WorkerMetrics(registry, settings.metrics());
        var ids = new TimeOrderedId(Clock.systemUTC());
        this.broker = new BrokerConnections(settings.broker(), name);
        this.ledger = new Ledger(settings.ledger());
        this.hosting = Hosting.of(content, ledger, metrics.meanRunTimes(), this::lookAgain);
        this.slots = new Slots(settings.worker().slots(), content.java().concurrencyLimits());
        this.telling = Telling.of(ledger, broker.publishing(), ids, metrics);
        this.results =
                new FinishResults(new FinishAttempts(ledger.work()), telling.events(), timer, metrics, slots.total());
        var callAgent = new CallAgent(hosting.find(), telling.reach(), this::readRegistry);
        this.runs = new RunAttempts(callAgent, results, slots, timer, metrics, new TraceAttempts(traces, name));
        this.claims = new ClaimDeliveries(new ClaimTasks(ledger.work()), current, runs, slots, metrics);
        var limits = new ConsumeTasks.Limits(slots, current, settings.worker().prefetch());
        this.consume = new ConsumeTasks(broker.consuming(), hosting.here(), limits, claims, metrics);
        this.drain = new DrainWorker(settings.worker().grace(), current, consume, runs);
        draining.onAsked(drain::begin);
        this.orders = new HearOrders(
                broker.consuming(), current, new CarryOutOrders(current, draining, runs, this::readRegistry));
        this.enroll = new Enroll(
                ledger.heartbeat(),
                new WorkerProfile(
                        name,
                        WorkerSettings.host(),
                        version(),
                        slots.total(),
                        content.java().forRegistry(),
                        content.declared().endpoints()),
                ids,
                System::nanoTime);
        this.awaitLedger = new AwaitLedger(ledger.heartbeat(), settings.ledger().where());
        var work = new Heartbeat.Work(runs, results, slots, new ReconcileLeases(claims, runs, results), hosting.show());
        var wishes = new Heartbeat.Wishes(hosting.registry(), draining);
        this.heartbeat =
                new KeepBeating(new Heartbeat(current, enroll, work, wishes, System::nanoTime), current, runs, timer);
        metrics.gauge(WarrenMetric.SLOTS, slots::total);
        metrics.gauge(WarrenMetric.SLOTS_USED, slots::used);
        metrics.gauge(WarrenMetric.CLAIMS_WAITING, claims::waiting);
        metrics.gauge(WarrenMetric.HELD_RESULTS, results::held);
        metrics.gauge(WarrenMetric.HEARTBEAT_AGE, this::heartbeatAge);
    }

    /** Returns when the ledger was there and this worker has registered; from then on it works. */
    void start() throws InterruptedException {
        current.becomes(awaitLedger.enroll(enroll));
        readRegistry();
        heartbeat.start();
        orders.start();
        hosting.health().start();
        consume.start();
    }

    /** Ends as {@link StopWorker} says. */
    void stop() {
        new StopWorker(draining, drain, current, results).stop(heartbeat, hosting.health(), this::close);
    }

    private void close() {
        heartbeat.close();
        telling.close();
        timer.shutdownNow();
        try {
            orders.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        broker.close();
        ledger.close(); // before those who use it: a statement that hangs must not keep them
        claims.close();
        results.close();
        telling.reach().steps().close();
    }

    private void readRegistry() {
        Incarnation me = current.orNull();
        if (me != null) {
            Thread.ofVirtual().name("warren-registry").start(() -> {
                try {
                    hosting.registry().read(me);
                    consume.lookAgain();
                } catch (DataAccessException e) {
                    log.debug("Reads the registry with the next heartbeat", e);
                }
            });
        }
    }

    private void lookAgain() {
        consume.lookAgain();
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
