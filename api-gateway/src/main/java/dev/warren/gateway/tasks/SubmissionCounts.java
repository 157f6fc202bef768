package dev.warren.gateway.tasks;

import dev.warren.gateway.metric.KeepTally;
import dev.warren.gateway.problem.Problem;
import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Counter;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Counts submissions: accepted ones by agent, refused ones by problem. */
@Component
class SubmissionCounts {

    private final Meters meters;
    private final KeepTally tally;
    private final Map<String, Counter> accepted = new ConcurrentHashMap<>();

    SubmissionCounts(Meters meters, KeepTally tally) {
        this.meters = meters;
        this.tally = tally;
    }

    void accepted(String agent) {
        Counter counter = accepted.get(agent);
        if (counter == null) {
            counter = accepted.computeIfAbsent(
                    agent, name -> meters.counter(WarrenMetric.TASKS_SUBMITTED, "agent", meters.agent(name)));
        }
        counter.increment();
        tally.submitted(agent);
    }

    void refused(Problem problem) {
        meters.counter(WarrenMetric.TASKS_REFUSED, "problem", problem.type().slug())
                .increment();
    }
}
