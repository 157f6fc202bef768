package dev.warren.model.metric;

import java.util.List;
import java.util.Locale;

/** What a metric is, and the series that Prometheus has of it. */
public enum MetricKind {
    /** Only rises. */
    COUNTER("_total"),
    /** Rises and falls. */
    GAUGE(""),
    /** How many, how long together, and the longest of the last minutes. */
    TIMER("_seconds_count", "_seconds_sum", "_seconds_max"),
    /** A timer that also counts how many took no longer than each of some limits. */
    HISTOGRAM("_seconds_bucket", "_seconds_count", "_seconds_sum", "_seconds_max"),
    /** How many, their sum, and the largest of the last minutes. */
    SUMMARY("_count", "_sum", "_max");

    private final List<String> suffixes;

    MetricKind(String... suffixes) {
        this.suffixes = List.of(suffixes);
    }

    List<String> prometheusNames(String base) {
        return suffixes.stream().map(suffix -> base + suffix).toList();
    }

    /** As documents write it. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
