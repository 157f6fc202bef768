package dev.warren.worker.metric;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The mean run time of each agent's attempts; each new one counts for a tenth, so that old ones fade. */
public final class MeanRunTimes {

    private static final double WEIGHT = 0.1;

    private final Map<String, Double> seconds = new ConcurrentHashMap<>();

    void ran(String agent, Duration time) {
        double ran = time.toNanos() / 1e9;
        seconds.merge(agent, ran, (mean, next) -> mean + WEIGHT * (next - mean));
    }

    /** In seconds; empty where none has run here. */
    public Optional<Double> of(String agent) {
        return Optional.ofNullable(seconds.get(agent));
    }
}
