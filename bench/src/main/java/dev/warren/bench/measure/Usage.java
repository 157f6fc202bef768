package dev.warren.bench.measure;

import java.time.Duration;
import java.util.Map;

/**
 * What was used within a span.
 *
 * @param families by name, in the order of the account
 * @param othersMicros CPU time of everything else on the machine; it tells whether the benchmark was alone
 */
public record Usage(Duration span, Map<String, Family> families, long othersMicros) {

    /**
     * What one family used.
     *
     * @param cpuMicros CPU time
     * @param residentKib at the end of the span
     * @param peakKib most within the span
     */
    public record Family(long cpuMicros, long residentKib, long peakKib) {}

    public Family of(String name) {
        Family family = families.get(name);
        if (family == null) {
            throw new IllegalArgumentException("nobody has measured " + name);
        }
        return family;
    }

    /** Hundredths of one core that the family was busy. */
    public double percentOfCore(String name) {
        return percentOfCore(of(name).cpuMicros());
    }

    /** Hundredths of one core that everything else was busy. */
    public double othersPercentOfCore() {
        return percentOfCore(othersMicros);
    }

    /** Hundredths of one core that the whole machine was busy: 200 where two cores had no rest. */
    public double machinePercentOfCore() {
        long ours = families.values().stream().mapToLong(Family::cpuMicros).sum();
        return percentOfCore(ours + othersMicros);
    }

    private double percentOfCore(long micros) {
        return 100.0 * micros / (span.toNanos() / 1e3);
    }
}
