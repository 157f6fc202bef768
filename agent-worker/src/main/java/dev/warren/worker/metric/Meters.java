package dev.warren.worker.metric;

import dev.warren.model.metric.BoundedNames;
import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes meters as the list of metrics says, and bounds the names that others choose. */
final class Meters {

    private final MeterRegistry registry;
    private final Duration[] buckets;
    private final Map<String, MetricsSettings.Price> prices;
    private final BoundedNames agents = new BoundedNames(BoundedNames.MOST_AGENTS);
    private final BoundedNames versions = new BoundedNames(BoundedNames.MOST_VERSIONS);
    private final BoundedNames models = new BoundedNames(BoundedNames.MOST_MODELS);

    Meters(MeterRegistry registry, MetricsSettings settings) {
        this.registry = registry;
        this.buckets = settings.buckets().toArray(Duration[]::new);
        this.prices = settings.prices().stream()
                .collect(Collectors.toMap(MetricsSettings.Price::model, Function.identity(), (one, other) -> other));
    }

    Counter counter(WarrenMetric metric, String... tags) {
        return Counter.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }

    DistributionSummary summary(WarrenMetric metric) {
        return DistributionSummary.builder(metric.id())
                .description(metric.description())
                .register(registry);
    }

    Timer histogram(WarrenMetric metric, String... tags) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
    }

    /** Value of the tag. */
    String agent(String name) {
        return agents.of(name);
    }

    /** Value of the tag, for a version of {@code agent}. */
    String version(String agent, String version) {
        return versions.of(agent + ' ' + version).equals(BoundedNames.OTHER) ? BoundedNames.OTHER : version;
    }

    /** Value of the tag. */
    String model(String name) {
        return models.of(name);
    }

    MetricsSettings.@Nullable Price price(String model) {
        return prices.get(model);
    }
}
