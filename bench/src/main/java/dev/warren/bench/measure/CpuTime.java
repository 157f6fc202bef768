package dev.warren.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The CPU time of one process as its {@code /proc/<pid>/stat} tells it, in microseconds, in steps of 10,000.
 *
 * @param own of all its threads, the ended ones too
 * @param ofEndedChildren of the children that have ended and whose end it has taken notice of
 */
record CpuTime(long own, long ofEndedChildren) {

    /** Linux counts in hundredths of a second for programs, on every machine that Java runs on. */
    static final long TICK_MICROS = 10_000;

    private static final int USER = 11;
    private static final int SYSTEM = 12;
    private static final int USER_OF_CHILDREN = 13;
    private static final int SYSTEM_OF_CHILDREN = 14;

    /** Nothing where the process is gone. */
    static CpuTime of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
        } catch (IOException gone) {
            return new CpuTime(0, 0);
        }
    }

    static CpuTime parse(String stat) {
        // The name before stands in parentheses and may hold anything, blanks and parentheses too.
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", SYSTEM_OF_CHILDREN + 2);
        return new CpuTime(
                TICK_MICROS * (Long.parseLong(fields[USER]) + Long.parseLong(fields[SYSTEM])),
                TICK_MICROS * (Long.parseLong(fields[USER_OF_CHILDREN]) + Long.parseLong(fields[SYSTEM_OF_CHILDREN])));
    }
}
