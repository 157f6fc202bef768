package dev.warren.local.prometheus;

import dev.warren.local.process.FirstWay;
import dev.warren.local.process.StartRequest;
import dev.warren.local.process.Way;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All ways to a Prometheus, in the order in which they are tried. */
public final class PrometheusWays {

    private static final String ADVICE = """
            Debian, Ubuntu: sudo apt-get install prometheus
            macOS:          brew install prometheus
            any system:     set WARREN_PROMETHEUS to the path of the program prometheus
            """;

    private PrometheusWays() {}

    /** @param only the one way to take; null for the first that works */
    public static PrometheusServer start(StartRequest request, PrometheusSettings settings, @Nullable String only) {
        List<Way<PrometheusServer>> ways = List.of(
                new EnvironmentPrometheus(settings), new InstalledPrometheus(settings), new DebianPrometheus(settings));
        return new FirstWay<>("Prometheus", ways, ADVICE).take(request, only);
    }
}
