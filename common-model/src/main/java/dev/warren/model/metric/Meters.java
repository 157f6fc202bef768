package dev.warren.model.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Collection;
import java.util.function.Supplier;

/** Makes meters as the list of metrics says, and bounds the names that others choose. */
public final class Meters {

    private final MeterRegistry registry;
    private final Duration[] buckets;
    private final BoundedNames agents = new BoundedNames(BoundedNames.MOST_AGENTS);
    private final BoundedNames versions = new BoundedNames(BoundedNames.MOST_VERSIONS);
    private final BoundedNames models = new BoundedNames(BoundedNames.MOST_MODELS);

    /** @param buckets limits of the histograms' buckets */
    public Meters(MeterRegistry registry, Collection<Duration> buckets) {
        this.registry = registry;
        this.buckets = buckets.toArray(Duration[]::new);
    }

    /** @param tags names and values by turns, as in the next ones */
    public Counter counter(WarrenMetric metric, String... tags) {
        return Counter.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }

    public DistributionSummary summary(WarrenMetric metric) {
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .register(registry);
    }

    public Timer histogram(WarrenMetric metric, String... tags) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** Shows {@code value} for as long as the registry lives. */
    public void gauge(WarrenMetric metric, Supplier<Number> value) {
        Gauge.builder(metric.id(), value).description(metric.description()).register(registry);
    }

    /** Value of the tag. */
    public String agent(String name) {
        return agents.of(name);
    }

    /** Value of the tag, for a version of {@code agent}; empty for none. */
    public String version(String agent, String version) {
        return version.isEmpty() || !versions.of(agent + ' ' + version).equals(BoundedNames.OTHER)
                ? version
                : BoundedNames.OTHER;
    }

    /** Value of the tag. */
    public String model(String name) {
        return models.of(name);
    }
}
