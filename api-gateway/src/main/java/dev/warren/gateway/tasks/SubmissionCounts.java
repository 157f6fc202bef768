package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.stereotype.Component;

/** Counts submissions: accepted ones by agent, refused ones by problem. */
@Component
class SubmissionCounts {

    private final MeterRegistry metrics;

    SubmissionCounts(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void accepted(String agent) {
        count(WarrenMetric.TASKS_SUBMITTED, "agent", agent);
    }

    void refused(Problem problem) {
        count(WarrenMetric.TASKS_REFUSED, "problem", problem.type().slug());
    }

    private void count(WarrenMetric metric, String tag, String value) {
        Counter.builder(metric.id())
                .description(metric.description())
                .tag(tag, value)
                .register(metrics)
                .increment();
    }
}
