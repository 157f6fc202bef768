package dev.warren.local.prometheus;

import java.util.List;

/**
 * What a Prometheus is told.
 *
 * @param configuration as in {@code prometheus.yml}, with absolute paths
 * @param options more of its command line
 */
public record PrometheusSettings(String configuration, List<String> options) {

    public PrometheusSettings {
        options = List.copyOf(options);
    }
}
