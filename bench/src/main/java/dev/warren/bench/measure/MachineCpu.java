package dev.warren.bench.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** How long all cores together have been busy since the machine started, in microseconds, as {@code /proc/stat} tells it. */
record MachineCpu(long busy) {

    static MachineCpu now() {
        try {
            return parse(Files.readString(Path.of("/proc/stat")));
        } catch (IOException e) {
            throw new UncheckedIOException("the benchmark needs Linux's /proc", e);
        }
    }

    static MachineCpu parse(String stat) {
        String[] fields = stat.lines().findFirst().orElse("").split(" +");
        if (!fields[0].equals("cpu") || fields.length < 8) {
            throw new IllegalArgumentException("no line of all cores in /proc/stat");
        }
        // user, nice, system; idle and iowait are none; irq, softirq.
        long ticks = 0;
        for (int i : new int[] {1, 2, 3, 6, 7}) {
            ticks += Long.parseLong(fields[i]);
        }
        return new MachineCpu(ticks * CpuTime.TICK_MICROS);
    }
}
