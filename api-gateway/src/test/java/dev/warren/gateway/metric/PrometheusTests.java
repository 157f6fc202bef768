package dev.warren.gateway.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.model.metric.Meters;
import dev.warren.model.metric.WarrenMetric;
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.tracer.common.SpanContext;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What Prometheus gets to see of the list of metrics. */
class PrometheusTests {

    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)[{ ]", Pattern.MULTILINE);

    @ParameterizedTest
    @EnumSource(WarrenMetric.class)
    void hasTheNamesThatTheListSays(WarrenMetric metric) {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var meters = new Meters(registry, List.of(Duration.ofSeconds(1)));

        switch (metric.kind()) {
            case COUNTER -> meters.counter(metric).increment();
            case GAUGE -> meters.gauge(metric, () -> 1);
            case TIMER -> Timer.builder(metric.id()).register(registry).record(Duration.ofSeconds(1));
            case HISTOGRAM -> meters.histogram(metric).record(Duration.ofSeconds(1));
            case SUMMARY -> meters.summary(metric).record(1);
        }

        assertThat(SAMPLE.matcher(registry.scrape()).results().map(PrometheusTests::name))
                .containsOnly(metric.prometheusNames().toArray(String[]::new));
    }

    @Test
    void bucketsHaveTheLimitsOfTheSettingsAndTheTraceOfAnObservation() {
        var registry = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, new PrometheusRegistry(), Clock.SYSTEM, new Sampled());
        var meters = new Meters(registry, List.of(Duration.ofMillis(5), Duration.ofSeconds(1)));

        meters.histogram(WarrenMetric.QUEUE_WAIT, "agent", "echo").record(Duration.ofMillis(20));

        assertThat(registry.scrape("application/openmetrics-text"))
                .contains("warren_task_queue_wait_seconds_bucket{agent=\"echo\",le=\"0.005\"} 0\n")
                .containsPattern("warren_task_queue_wait_seconds_bucket\\{agent=\"echo\",le=\"1.0\"} 1 #"
                        + " \\{[^}]*trace_id=\"abc\"");
    }

    private static String name(MatchResult sample) {
        return sample.group(1);
    }

    private static final class Sampled implements SpanContext {

        @Override
        public @Nullable String getCurrentTraceId() {
            return "abc";
        }

        @Override
        public @Nullable String getCurrentSpanId() {
            return "def";
        }

        @Override
        public boolean isCurrentSpanSampled() {
            return true;
        }

        @Override
        public void markCurrentSpanAsExemplar() {
            // nobody asks
        }
    }
}
