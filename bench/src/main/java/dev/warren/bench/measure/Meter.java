package dev.warren.bench.measure;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures from its start to its stop what each family of processes uses. */
public final class Meter {

    private final List<ProcessFamily> families;
    private final Map<String, Long> cpuAtStart = new LinkedHashMap<>();
    private final MachineCpu machineAtStart;
    private final long start;

    private Meter(List<ProcessFamily> families) {
        this.families = families;
        families.forEach(ProcessFamily::forgetPeak);
        machineAtStart = MachineCpu.now();
        families.forEach(family -> cpuAtStart.put(family.name(), family.cpuMicros()));
        start = System.nanoTime();
    }

    public static Meter start(List<ProcessFamily> families) {
        return new Meter(List.copyOf(families));
    }

    public Usage stop() {
        Duration span = Duration.ofNanos(System.nanoTime() - start);
        Map<String, Usage.Family> used = new LinkedHashMap<>();
        long ours = 0;
        for (ProcessFamily family : families) {
            long cpu = family.cpuMicros() - cpuAtStart.getOrDefault(family.name(), 0L);
            ours += cpu;
            used.put(family.name(), new Usage.Family(cpu, family.residentKib(), family.peakKib()));
        }
        long others = Math.max(0, MachineCpu.now().busy() - machineAtStart.busy() - ours);
        return new Usage(span, Collections.unmodifiableMap(used), others);
    }
}
