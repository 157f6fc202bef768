package dev.warren.worker.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.warren.model.metric.BoundedNames;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.FailureReason;
import dev.warren.model.task.TaskStatus;
import dev.warren.worker.agent.Usage;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMetrics metrics = new WorkerMetrics(registry, TestMetrics.SETTINGS);

    @Test
    void countsByAgentVersionAndOutcome() {
        metrics.finished("echo", "1", TaskStatus.COMPLETED, null);
        metrics.finished("echo", "1", TaskStatus.COMPLETED, null);
        metrics.finished("echo", "2", TaskStatus.COMPLETED, null);
        metrics.finished("echo", "1", TaskStatus.FAILED, FailureReason.TIMED_OUT);
        metrics.retried("echo", "1", WorkerMetrics.RetryCause.TIMEOUT);
        metrics.runTime("echo", "1", "completed", Duration.ofMillis(20));
        metrics.queueWait("echo", Duration.ofSeconds(2));
        metrics.claim("not_me");

        assertThat(count(WarrenMetric.TASKS_FINISHED, "agent", "echo", "version", "1", "status", "COMPLETED"))
                .isEqualTo(2);
        assertThat(count(WarrenMetric.TASKS_FINISHED, "version", "2", "status", "COMPLETED"))
                .isOne();
        assertThat(count(WarrenMetric.TASKS_FINISHED, "version", "1", "reason", "TIMED_OUT"))
                .isOne();
        assertThat(count(WarrenMetric.TASKS_RETRIED, "version", "1", "cause", "timeout"))
                .isOne();
        assertThat(count(WarrenMetric.TASKS_RETRIED, "version", "1", "cause", "error"))
                .isZero();
        assertThat(registry.get("warren.task.run.time")
                        .tags("outcome", "completed", "version", "1")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("warren.task.queue.wait").timer().totalTime(TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(count(WarrenMetric.CLAIMS, "verdict", "not_me")).isOne();
    }

    @Test
    void countsTokensByModelAndWhatTheyCostWhereThereIsAPrice() {
        metrics.used("bot", "1", "small", new Usage(2_000_000, 1_000_000));
        metrics.used("bot", "1", "free", new Usage(7, 3));
        metrics.used("bot", "1", "silent", Usage.NONE);

        assertThat(count(WarrenMetric.TOKENS, "agent", "bot", "model", "small", "kind", "input"))
                .isEqualTo(2_000_000);
        assertThat(count(WarrenMetric.TOKENS, "model", "free", "kind", "output"))
                .isEqualTo(3);
        assertThat(count(WarrenMetric.COST, "agent", "bot", "model", "small")).isCloseTo(0.9, within(1e-9));
        assertThat(registry.find("warren.cost").tag("model", "free").counter()).isNull();
        assertThat(registry.find("warren.tokens").tag("model", "silent").counter())
                .isNull();
    }

    @Test
    void countsIntoTheBucketsOfTheSettings() {
        metrics.runTime("echo", "1", "completed", Duration.ofMillis(20));

        assertThat(registry.get("warren.task.run.time").timer().takeSnapshot().histogramCounts())
                .extracting(bucket -> bucket.bucket(TimeUnit.MILLISECONDS))
                .containsExactly(10.0, 1000.0);
    }

    @Test
    void countsWhatComesAfterAThousandAgentsTogether() {
        for (int agent = 0; agent < BoundedNames.MOST_AGENTS + 5; agent++) {
            metrics.finished("agent-" + agent, "1", TaskStatus.COMPLETED, null);
        }

        assertThat(count(WarrenMetric.TASKS_FINISHED, "agent", "other", "status", "COMPLETED"))
                .isEqualTo(5);
    }

    @Test
    void usesNoNameAndNoTagThatIsNotOnTheList() {
        metrics.lateResult();
        metrics.agent("echo", "1");
        metrics.claimGroup(3, Duration.ofMillis(2));
        metrics.finishGroup(3, Duration.ofMillis(2));
        metrics.stepGroup(3, Duration.ofMillis(2));
        metrics.used("echo", "1", "small", new Usage(1, 1));
        metrics.runTime("echo", "1", "completed", Duration.ofMillis(1));
        metrics.queueWait("echo", Duration.ofMillis(1));
        metrics.gauge(WarrenMetric.SLOTS, () -> 5);

        assertThat(registry.getMeters())
                .as("but for the buckets, which this registry shows as gauges of their own")
                .filteredOn(meter -> !meter.getId().getName().endsWith(".histogram"))
                .isNotEmpty()
                .allSatisfy(WorkerMetricsTests::isOnTheList);
    }

    private static void isOnTheList(Meter meter) {
        assertThat(Arrays.stream(WarrenMetric.values()))
                .filteredOn(metric -> metric.id().equals(meter.getId().getName()))
                .singleElement()
                .satisfies(metric -> assertThat(meter.getId().getTags())
                        .extracting(tag -> tag.getKey())
                        .containsExactlyInAnyOrderElementsOf(metric.tags()));
    }

    private double count(WarrenMetric metric, String... tags) {
        return registry.get(metric.id()).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }
}
