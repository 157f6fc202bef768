package dev.warren.gateway.metric;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What the gateway's metrics need to know.
 *
 * @param buckets limits of the histograms' buckets; the same in every process, so that they can be added up
 */
@Validated
@ConfigurationProperties("warren.metrics")
public record MetricsProperties(
        @DefaultValue({
            "5ms", "10ms", "25ms", "50ms", "100ms", "250ms", "500ms", "1s", "2500ms", "5s", "10s", "30s", "1m", "5m",
            "15m", "1h"
        })
        @Size(min = 1, max = 50)
        List<@NotNull Duration> buckets) {}
