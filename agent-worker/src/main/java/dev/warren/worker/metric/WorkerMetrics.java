package dev.warren.worker.metric;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Records what the worker does. Tags are bounded: agents, outcomes, statuses, reasons, verdicts. */
public final class WorkerMetrics {

    private final MeterRegistry registry;
    private final DistributionSummary claimGroupSize;
    private final DistributionSummary finishGroupSize;
    private final DistributionSummary stepGroupSize;
    private final Counter lateResults;
    // Looking a meter up by its tags costs more than the rest of a fast task's bookkeeping.
    private final ConcurrentHashMap<String, Counter> claims = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> queueWaits = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Timer> runTimes = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Counter> finished = new ConcurrentHashMap<>();
    private final MeanRunTimes meanRunTimes = new MeanRunTimes();

    public WorkerMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.claimGroupSize = sizes(WarrenMetric.CLAIM_GROUP_SIZE);
        this.finishGroupSize = sizes(WarrenMetric.FINISH_GROUP_SIZE);
        this.stepGroupSize = sizes(WarrenMetric.STEP_GROUP_SIZE);
        this.lateResults = Counter.builder(WarrenMetric.LATE_RESULTS.id())
                .description(WarrenMetric.LATE_RESULTS.description())
                .register(registry);
        for (String verdict : new String[] {"claimed", "row", "not_me", "unknown", "unreadable"}) {
            claims.put(verdict, claimCounter(verdict));
        }
    }

    /** A message met its fate. */
    public void claim(String verdict) {
        claims.computeIfAbsent(verdict, this::claimCounter).increment();
    }

    /** Counts from zero for {@code agent}: an increase from nothing at all is none to Prometheus. */
    public void agent(String agent) {
        silentConsumers(agent);
    }

    /** A consumer of {@code agent}'s queue received nothing although messages waited, and was replaced. */
    public void silentConsumer(String agent) {
        silentConsumers(agent).increment();
    }

    private Counter silentConsumers(String agent) {
        return Counter.builder(WarrenMetric.SILENT_CONSUMERS.id())
                .description(WarrenMetric.SILENT_CONSUMERS.description())
                .tag("agent", agent)
                .register(registry);
    }

    public void claimGroup(int size) {
        claimGroupSize.record(size);
    }

    public void finishGroup(int size) {
        finishGroupSize.record(size);
    }

    public void stepGroup(int size) {
        stepGroupSize.record(size);
    }

    /** A result came too late to count. */
    public void lateResult() {
        lateResults.increment();
    }

    /** A task of {@code agent} was claimed {@code wait} after it was due, both by the ledger's clock. */
    public void queueWait(String agent, Duration wait) {
        queueWaits
                .computeIfAbsent(agent, name -> timer(WarrenMetric.QUEUE_WAIT, "agent", name))
                .record(wait);
    }

    public void runTime(String agent, String outcome, Duration time) {
        runTimes.computeIfAbsent(
                        agent + ' ' + outcome, key -> timer(WarrenMetric.RUN_TIME, "agent", agent, "outcome", outcome))
                .record(time);
        meanRunTimes.ran(agent, time);
    }

    /** How long attempts take, of each agent that has run. */
    public MeanRunTimes meanRunTimes() {
        return meanRunTimes;
    }

    /** @param reason of a failure, else empty */
    public void finished(String agent, String status, String reason) {
        finished.computeIfAbsent(
                        agent + ' ' + status + ' ' + reason,
                        key -> Counter.builder(WarrenMetric.TASKS_FINISHED.id())
                                .description(WarrenMetric.TASKS_FINISHED.description())
                                .tags("agent", agent, "status", status, "reason", reason)
                                .register(registry))
                .increment();
    }

    /** Shows {@code value} as the gauge {@code metric} for as long as the registry lives. */
    public void gauge(WarrenMetric metric, Supplier<Number> value) {
        Gauge.builder(metric.id(), value).description(metric.description()).register(registry);
    }

    private Counter claimCounter(String verdict) {
        return Counter.builder(WarrenMetric.CLAIMS.id())
                .description(WarrenMetric.CLAIMS.description())
                .tag("verdict", verdict)
                .register(registry);
    }

    private DistributionSummary sizes(WarrenMetric metric) {
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .register(registry);
    }

    private Timer timer(WarrenMetric metric, String... tags) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .publishPercentileHistogram()
                .minimumExpectedValue(Duration.ofMillis(1))
                .maximumExpectedValue(Duration.ofHours(1))
                .register(registry);
    }
}
