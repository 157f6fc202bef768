package dev.warren.gateway.sweep;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts what the sweeper does to rows. */
@Component
final class CountActions {

    private final MeterRegistry meters;

    CountActions(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(String action, int rows) {
        Counter.builder(WarrenMetric.SWEEPER_ACTIONS.id())
                .description(WarrenMetric.SWEEPER_ACTIONS.description())
                .tag("action", action)
                .register(meters)
                .increment(rows);
    }
}
