package dev.warren.gateway.sweep;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Arrays;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Counts what the sweeper does to rows, from zero: an increase from nothing at all is none to Prometheus. */
@Component
final class CountActions {

    private final Map<SweepAction, Counter> counters;

    CountActions(MeterRegistry meters) {
        this.counters = Arrays.stream(SweepAction.values())
                .collect(toMap(
                        action -> action,
                        action -> Counter.builder(WarrenMetric.SWEEPER_ACTIONS.id())
                                .description(WarrenMetric.SWEEPER_ACTIONS.description())
                                .tag("action", action.tag())
                                .register(meters)));
    }

    void count(SweepAction action, int rows) {
        requireNonNull(counters.get(action)).increment(rows);
    }
}
