package dev.warren.gateway.sweep;

import dev.warren.gateway.queues.OpenTasks;
import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.TaskStatus;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Shows what is open in the ledger as gauges. Every gateway shows the same: take the largest, not the sum. */
@Component
final class MeasureTasks {

    /** They may be many, and who has so many knows enough. */
    private static final int MOST_DEAD_LETTERS = 20_000;

    private final OpenTasks openTasks;
    private final JdbcOperations ledger;
    private final Meters names;
    private final MultiGauge byStatus;
    private final MultiGauge oldest;
    private final MultiGauge workers;
    private final MultiGauge deadLetters;
    private volatile double longestSilence;

    MeasureTasks(OpenTasks openTasks, JdbcOperations ledger, Meters names, MeterRegistry meters) {
        this.openTasks = openTasks;
        this.ledger = ledger;
        this.names = names;
        this.byStatus = gauge(WarrenMetric.TASKS_BY_STATUS, meters);
        this.oldest = gauge(WarrenMetric.OLDEST_QUEUED, meters);
        this.workers = gauge(WarrenMetric.WORKERS, meters);
        this.deadLetters = gauge(WarrenMetric.DEAD_LETTERS, meters);
        Gauge.builder(WarrenMetric.WORKERS_SILENCE.id(), this, measured -> measured.longestSilence)
                .description(WarrenMetric.WORKERS_SILENCE.description())
                .register(meters);
    }

    private record AgentStatus(String agent, TaskStatus status) {}

    void tasks() {
        List<OpenTasks.Group> groups = openTasks.read();
        Map<AgentStatus, Long> counts = groups.stream()
                .collect(Collectors.groupingBy(
                        group -> new AgentStatus(names.agent(group.agent()), group.status()),
                        Collectors.summingLong(OpenTasks.Group::tasks)));
        byStatus.register(
                rows(
                        counts,
                        key -> Tags.of(
                                "agent", key.agent(), "status", key.status().name())),
                true);
        Map<String, Double> ages = groups.stream()
                .filter(group -> group.status() == TaskStatus.QUEUED)
                .collect(Collectors.toMap(
                        group -> names.agent(group.agent()), OpenTasks.Group::oldestSeconds, Math::max));
        oldest.register(rows(ages, agent -> Tags.of("agent", agent)), true);
    }

    private record State(String name, long workers, double silence) {
        boolean isOfTheLiving() {
            return name.equals("ALIVE") || name.equals("DRAINING");
        }
    }

    void workers() {
        List<State> states = ledger.query(
                "select state, count(*), extract(epoch from clock_timestamp() - min(last_beat)) from worker group by state",
                (row, number) -> new State(row.getString(1), row.getLong(2), row.getDouble(3)));
        Map<String, Long> byState = states.stream().collect(Collectors.toMap(State::name, State::workers));
        workers.register(rows(byState, state -> Tags.of("state", state)), true);
        longestSilence = states.stream()
                .filter(State::isOfTheLiving)
                .mapToDouble(State::silence)
                .max()
                .orElse(0);
    }

    void deadLetters() {
        Map<String, Long> byAgent = ledger
                .query(
                        "select agent, count(*) from (select agent from dead_letter limit ?) letters group by agent",
                        (row, number) -> Map.entry(row.getString(1), row.getLong(2)),
                        MOST_DEAD_LETTERS)
                .stream()
                .collect(Collectors.toMap(letters -> names.agent(letters.getKey()), Map.Entry::getValue, Long::sum));
        deadLetters.register(rows(byAgent, agent -> Tags.of("agent", agent)), true);
    }

    static <K> List<MultiGauge.Row<?>> rows(
            Map<K, ? extends Number> values, java.util.function.Function<K, Tags> tags) {
        return values.entrySet().stream()
                .<MultiGauge.Row<?>>map(entry -> MultiGauge.Row.of(tags.apply(entry.getKey()), entry.getValue()))
                .toList();
    }

    static MultiGauge gauge(WarrenMetric metric, MeterRegistry meters) {
        return MultiGauge.builder(metric.id()).description(metric.description()).register(meters);
    }
}
