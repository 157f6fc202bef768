package dev.warren.worker.metric;

import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.tally.AgentTallies;
import dev.warren.worker.agent.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Records what the worker does. Tags are bounded: agents, models, and words of the code. */
public final class WorkerMetrics {

    private final Meters meters;
    private final Prices prices;
    private final Group claimGroups;
    private final Group finishGroups;
    private final Group stepGroups;
    private final Counter lateResults;
    // Looking a meter up by its tags costs more than the rest of a fast task's bookkeeping.
    private final Map<String, Counter> claims = new ConcurrentHashMap<>();
    private final Map<String, Timer> queueWaits = new ConcurrentHashMap<>();
    private final Map<String, Map<String, AgentMeters>> agents = new ConcurrentHashMap<>();
    private final Map<String, Counter> submitted = new ConcurrentHashMap<>();
    private final MeanRunTimes meanRunTimes = new MeanRunTimes();
    private final AgentTallies tallies = new AgentTallies();

    /** Why an attempt is tried again. */
    public enum RetryCause {
        ERROR("error"),
        TIMEOUT("timeout");

        private final String tag;

        RetryCause(String tag) {
            this.tag = tag;
        }
    }

    private final class Group {

        private final DistributionSummary sizes;
        private final Timer times;

        Group(WarrenMetric size, String name) {
            sizes = meters.summary(size);
            times = meters.histogram(WarrenMetric.GROUP_TIME, "group", name);
        }

        void record(int size, Duration time) {
            sizes.record(size);
            times.record(time);
        }
    }

    public WorkerMetrics(MeterRegistry registry, MetricsSettings settings) {
        this.meters = new Meters(registry, settings.buckets());
        this.prices = new Prices(settings.prices());
        this.claimGroups = new Group(WarrenMetric.CLAIM_GROUP_SIZE, "claim");
        this.finishGroups = new Group(WarrenMetric.FINISH_GROUP_SIZE, "finish");
        this.stepGroups = new Group(WarrenMetric.STEP_GROUP_SIZE, "step");
        this.lateResults = meters.counter(WarrenMetric.LATE_RESULTS);
        for (String verdict : new String[] {"claimed", "row", "not_me", "unknown", "unreadable"}) {
            claims.put(verdict, claimCounter(verdict));
        }
    }

    /** A message met its fate. */
    public void claim(String verdict) {
        claims.computeIfAbsent(verdict, this::claimCounter).increment();
    }

    private Counter claimCounter(String verdict) {
        return meters.counter(WarrenMetric.CLAIMS, "verdict", verdict);
    }

    /**
     * Counts from zero for {@code agent}: an increase from nothing at all is none to Prometheus.
     *
     * @param version where it is known before a task is
     */
    public void agent(String agent, @Nullable String version) {
        silentConsumers(agent);
        if (version != null) {
            of(agent, version);
        }
    }

    /** A consumer of {@code agent}'s queue received nothing although messages waited, and was replaced. */
    public void silentConsumer(String agent) {
        silentConsumers(agent).increment();
    }

    private Counter silentConsumers(String agent) {
        return meters.counter(WarrenMetric.SILENT_CONSUMERS, "agent", meters.agent(agent));
    }

    /** @param time from the first claim of the group to its answer */
    public void claimGroup(int size, Duration time) {
        claimGroups.record(size, time);
    }

    /** @param time from the first result of the group to its answer */
    public void finishGroup(int size, Duration time) {
        finishGroups.record(size, time);
    }

    /** @param time from the first step of the group to its answer */
    public void stepGroup(int size, Duration time) {
        stepGroups.record(size, time);
    }

    /** A result came too late to count. */
    public void lateResult() {
        lateResults.increment();
    }

    /** A task of {@code agent} was claimed {@code wait} after it was due, both by the ledger's clock. */
    public void queueWait(String agent, Duration wait) {
        Timer waits = queueWaits.get(agent);
        if (waits == null) {
            waits = queueWaits.computeIfAbsent(
                    agent, name -> meters.histogram(WarrenMetric.QUEUE_WAIT, "agent", meters.agent(name)));
        }
        waits.record(wait);
    }

    /** The agent's code ran for {@code time} in an attempt. */
    public void runTime(String agent, String version, String outcome, Duration time) {
        of(agent, version).ran(outcome, time);
        meanRunTimes.ran(agent, time);
        tallies.ran(agent, time);
    }

    /** How long attempts take, of each agent that has run. */
    public MeanRunTimes meanRunTimes() {
        return meanRunTimes;
    }

    /** What was done lately, for the ledger. */
    public AgentTallies tallies() {
        return tallies;
    }

    /** A task has sent a child to {@code agent}. */
    public void submitted(String agent) {
        submitted
                .computeIfAbsent(
                        agent, name -> meters.counter(WarrenMetric.TASKS_SUBMITTED, "agent", meters.agent(name)))
                .increment();
        tallies.submitted(agent);
    }

    /**
     * An attempt has ended, and the ledger knows.
     *
     * @param status that the task has now
     * @param reason of a failure, else null
     */
    public void finished(String agent, String version, TaskStatus status, @Nullable FailureReason reason) {
        of(agent, version).finished(status, reason).increment();
        if (status == TaskStatus.COMPLETED) {
            tallies.completed(agent);
        } else if (status == TaskStatus.FAILED) {
            tallies.failed(agent);
        }
    }

    /** An attempt failed, and another one follows after a back-off. */
    public void retried(String agent, String version, RetryCause cause) {
        of(agent, version).retried(cause.tag).increment();
    }

    /** @param model as the agent names it, empty where it does not */
    public void used(String agent, String version, String model, Usage usage) {
        if (usage.inputTokens() + usage.outputTokens() > 0) {
            of(agent, version).used(model, usage);
        }
    }

    /** Shows {@code value} as the gauge {@code metric} for as long as the registry lives. */
    public void gauge(WarrenMetric metric, Supplier<Number> value) {
        meters.gauge(metric, value);
    }

    private AgentMeters of(String agent, String version) {
        Map<String, AgentMeters> versions = agents.get(agent);
        if (versions == null) {
            versions = agents.computeIfAbsent(agent, name -> new ConcurrentHashMap<>());
        }
        AgentMeters known = versions.get(version);
        return known != null ? known : versions.computeIfAbsent(version, name -> meters(agent, name));
    }

    private AgentMeters meters(String agent, String version) {
        return new AgentMeters(meters, prices, meters.agent(agent), meters.version(agent, version));
    }
}
