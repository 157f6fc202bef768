package dev.warren.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The resident memory of one process in KiB, as {@code /proc/<pid>/status} tells it.
 *
 * @param peak most that was resident at once since {@link #forgetPeak}
 * @param anonymous the part that is the process's own
 * @param shared the part that it has in common with others: files and shared memory
 */
record Memory(long peak, long anonymous, long shared) {

    private static final Memory NONE = new Memory(0, 0, 0);

    /** Nothing where the process is gone. */
    static Memory of(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        } catch (IOException gone) {
            return NONE;
        }
    }

    static Memory parse(String status) {
        return new Memory(
                kib(status, "VmHWM:"), kib(status, "RssAnon:"), kib(status, "RssFile:") + kib(status, "RssShmem:"));
    }

    /** From now on the peak counts anew. Returns whether the machine allows it. */
    static boolean forgetPeak(long pid) {
        try {
            Files.writeString(Path.of("/proc", Long.toString(pid), "clear_refs"), "5");
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static long kib(String status, String field) {
        return status.lines()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip().split(" ")[0])
                .mapToLong(Long::parseLong)
                .findFirst()
                .orElse(0);
    }
}
