package dev.warren.gateway.metric;

import dev.warren.model.metric.BoundedNames;
import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Makes meters as the list of metrics says, and bounds the names that others choose. */
@Component
@EnableConfigurationProperties(MetricsProperties.class)
public final class GatewayMeters {

    private final MeterRegistry registry;
    private final Duration[] buckets;
    private final BoundedNames agents = new BoundedNames(BoundedNames.MOST_AGENTS);
    private final BoundedNames versions = new BoundedNames(BoundedNames.MOST_VERSIONS);

    GatewayMeters(MeterRegistry registry, MetricsProperties properties) {
        this.registry = registry;
        this.buckets = properties.buckets().toArray(Duration[]::new);
    }

    public Counter counter(WarrenMetric metric, String... tags) {
        return Counter.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .register(registry);
    }

    public Timer histogram(WarrenMetric metric, String... tags) {
        return Timer.builder(metric.id())
                .description(metric.description())
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(registry);
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
}
