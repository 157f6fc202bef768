package dev.warren.gateway.sweep;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.broker.InspectQueues;
import dev.warren.gateway.queues.OpenTasks;
import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.TaskStatus;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * Shows what the broker says of the agents' queues, and how far that is from what the ledger expects there. Every gateway
 * shows the same: take the largest, not the sum.
 */
@Component
final class MeasureQueues {

    private final WatchQueues watch;
    private final OpenTasks openTasks;
    private final Meters names;
    private final MultiGauge messages;
    private final MultiGauge consumers;
    private final MultiGauge drift;

    MeasureQueues(WatchQueues watch, OpenTasks openTasks, Meters names, MeterRegistry meters) {
        this.watch = watch;
        this.openTasks = openTasks;
        this.names = names;
        this.messages = MeasureTasks.gauge(WarrenMetric.QUEUE_MESSAGES, meters);
        this.consumers = MeasureTasks.gauge(WarrenMetric.QUEUE_CONSUMERS, meters);
        this.drift = MeasureTasks.gauge(WarrenMetric.QUEUE_DRIFT, meters);
    }

    /** While the broker does not answer nothing is shown: what it said before may be wrong since. */
    void measure() {
        Map<AgentQueue, InspectQueues.Depth> depths = watch.depths();
        show(depths, depths.isEmpty() ? Map.of() : published());
    }

    private Map<String, Long> published() {
        return openTasks.read().stream()
                .filter(group -> group.status() == TaskStatus.QUEUED)
                .collect(groupingBy(group -> names.agent(group.agent()), summingLong(OpenTasks.Group::published)));
    }

    private void show(Map<AgentQueue, InspectQueues.Depth> depths, Map<String, Long> published) {
        var ready = new HashMap<String, Long>();
        var subscribed = new HashMap<String, Long>();
        depths.forEach((queue, depth) -> {
            String agent = names.agent(queue.agent());
            ready.merge(agent, (long) depth.messages(), Long::sum);
            subscribed.merge(agent, (long) depth.consumers(), Long::sum);
        });
        var apart = new HashMap<String, Long>();
        ready.forEach((agent, there) -> apart.put(agent, published.getOrDefault(agent, 0L) - there));
        messages.register(rows(ready), true);
        consumers.register(rows(subscribed), true);
        drift.register(rows(apart), true);
    }

    private static List<MultiGauge.Row<?>> rows(Map<String, Long> byAgent) {
        return MeasureTasks.rows(byAgent, agent -> Tags.of("agent", agent));
    }
}
