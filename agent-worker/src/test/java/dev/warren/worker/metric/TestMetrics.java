package dev.warren.worker.metric;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Settings of metrics for tests. */
public final class TestMetrics {

    public static final MetricsSettings SETTINGS = new MetricsSettings(
            List.of(Duration.ofMillis(10), Duration.ofSeconds(1)),
            List.of(new MetricsSettings.Price("small", new BigDecimal("0.15"), new BigDecimal("0.60"))));

    private TestMetrics() {}
}
