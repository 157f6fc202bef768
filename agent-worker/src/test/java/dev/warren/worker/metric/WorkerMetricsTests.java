package dev.warren.worker.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class WorkerMetricsTests {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final WorkerMetrics metrics = new WorkerMetrics(registry);

    @Test
    void countsByAgentAndOutcome() {
        metrics.finished("echo", "COMPLETED", "");
        metrics.finished("echo", "COMPLETED", "");
        metrics.finished("echo", "FAILED", "TIMED_OUT");
        metrics.runTime("echo", "completed", Duration.ofMillis(20));
        metrics.queueWait("echo", Duration.ofSeconds(2));
        metrics.claim("not_me");

        assertThat(registry.get("warren.tasks.finished")
                        .tags("agent", "echo", "status", "COMPLETED")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(registry.get("warren.tasks.finished")
                        .tag("reason", "TIMED_OUT")
                        .counter()
                        .count())
                .isOne();
        assertThat(registry.get("warren.task.run.time")
                        .tag("outcome", "completed")
                        .timer()
                        .count())
                .isOne();
        assertThat(registry.get("warren.task.queue.wait").timer().totalTime(java.util.concurrent.TimeUnit.SECONDS))
                .isEqualTo(2);
        assertThat(registry.get("warren.claims")
                        .tag("verdict", "not_me")
                        .counter()
                        .count())
                .isOne();
    }

    @Test
    void usesNoNameThatIsNotOnTheList() {
        metrics.lateResult();
        metrics.claimGroup(3);
        metrics.finishGroup(3);
        metrics.stepGroup(3);
        metrics.gauge(WarrenMetric.SLOTS, () -> 5);

        assertThat(registry.getMeters())
                .isNotEmpty()
                .allSatisfy(
                        meter -> assertThat(Arrays.stream(WarrenMetric.values()).map(WarrenMetric::id))
                                .contains(meter.getId().getName()));
    }
}
