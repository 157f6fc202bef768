package dev.warren.bench.scenario;

import dev.warren.bench.http.LoadResult;
import dev.warren.bench.measure.Usage;
import org.HdrHistogram.Histogram;
import tools.jackson.databind.node.ObjectNode;

/** Parts of a round's details that several kinds of rounds have. */
public final class Details {

    private static final double[] PERCENTILES = {50, 90, 99, 99.9, 100};

    private Details() {}

    /** As {@code usage}. */
    public static void putUsage(Usage usage, ObjectNode details) {
        ObjectNode to = details.putObject("usage");
        to.put("seconds", usage.span().toMillis() / 1000.0);
        usage.families()
                .forEach((name, family) -> to.putObject(name)
                        .put("cpuSeconds", family.cpuMicros() / 1e6)
                        .put("residentKib", family.residentKib())
                        .put("peakKib", family.peakKib()));
        to.putObject("others").put("cpuSeconds", usage.othersMicros() / 1e6);
    }

    /** As {@code latencyMillis}, and of a closed loop also as {@code latencyMillisCorrected}. */
    public static void putLatency(LoadResult load, ObjectNode details) {
        put(load.latency(), details.putObject("latencyMillis"));
        if (load.closedLoopInterval() > 0) {
            put(load.corrected(), details.putObject("latencyMillisCorrected"));
        }
    }

    private static void put(Histogram latency, ObjectNode to) {
        for (double percentile : PERCENTILES) {
            String name =
                    percentile == 100 ? "max" : "p" + String.valueOf(percentile).replaceAll("\\.0$", "");
            to.put(name, Measured.percentile(latency, percentile));
        }
    }
}
