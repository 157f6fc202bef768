package dev.warren.worker.metric;

import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.worker.agent.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The meters of one version of an agent, each found without looking at the registry, which would cost more. */
final class AgentMeters {

    private static final int REASONS = FailureReason.values().length + 1;

    private final Meters meters;
    private final Prices prices;
    private final String agent;
    private final String version;
    private final Map<String, Timer> runTimes = new ConcurrentHashMap<>();
    private final Map<String, Counter> retried = new ConcurrentHashMap<>();
    private final Map<String, ModelMeters> models = new ConcurrentHashMap<>();
    private final AtomicReferenceArray<@Nullable Counter> finished =
            new AtomicReferenceArray<>(TaskStatus.values().length * REASONS);

    /** Names are values of tags here. */
    AgentMeters(Meters meters, Prices prices, String agent, String version) {
        this.meters = meters;
        this.prices = prices;
        this.agent = agent;
        this.version = version;
        // From zero: an increase from nothing at all is none to Prometheus.
        finished(TaskStatus.COMPLETED, null);
        finished(TaskStatus.FAILED, FailureReason.NON_RETRYABLE);
        finished(TaskStatus.FAILED, FailureReason.ATTEMPTS_EXHAUSTED);
        finished(TaskStatus.FAILED, FailureReason.TIMED_OUT);
        retried("error");
        retried("timeout");
    }

    void ran(String outcome, Duration time) {
        Timer timer = runTimes.get(outcome);
        if (timer == null) {
            timer = runTimes.computeIfAbsent(
                    outcome,
                    key -> meters.histogram(
                            WarrenMetric.RUN_TIME, "agent", agent, "version", version, "outcome", outcome));
        }
        timer.record(time);
    }

    Counter finished(TaskStatus status, @Nullable FailureReason reason) {
        int place = status.ordinal() * REASONS + (reason == null ? 0 : reason.ordinal() + 1);
        Counter counter = finished.get(place);
        if (counter == null) {
            counter = meters.counter(
                    WarrenMetric.TASKS_FINISHED,
                    "agent",
                    agent,
                    "version",
                    version,
                    "status",
                    status.name(),
                    "reason",
                    reason == null ? "" : reason.name());
            finished.set(place, counter); // the registry answers the same one to whoever comes at the same time
        }
        return counter;
    }

    Counter retried(String cause) {
        return retried.computeIfAbsent(
                cause,
                key -> meters.counter(WarrenMetric.TASKS_RETRIED, "agent", agent, "version", version, "cause", cause));
    }

    void used(String model, Usage usage) {
        models.computeIfAbsent(model, ModelMeters::new).used(usage);
    }

    private final class ModelMeters {

        private final Counter input;
        private final Counter output;
        private final @Nullable Counter cost;
        private final MetricsSettings.@Nullable Price price;

        ModelMeters(String model) {
            String name = meters.model(model);
            input = meters.counter(
                    WarrenMetric.TOKENS, "agent", agent, "version", version, "model", name, "kind", "input");
            output = meters.counter(
                    WarrenMetric.TOKENS, "agent", agent, "version", version, "model", name, "kind", "output");
            price = prices.of(model);
            cost = price == null
                    ? null
                    : meters.counter(WarrenMetric.COST, "agent", agent, "version", version, "model", name);
        }

        void used(Usage usage) {
            input.increment(usage.inputTokens());
            output.increment(usage.outputTokens());
            if (cost != null && price != null) {
                cost.increment((usage.inputTokens() * price.input().doubleValue()
                                + usage.outputTokens() * price.output().doubleValue())
                        / 1e6);
            }
        }
    }
}
