package dev.warren.bench.measure;

import java.util.List;
import java.util.stream.LongStream;

/**
 * Processes that are one item of the account, such as all workers, or Postgres with its backends.
 *
 * @param name as the account calls them
 * @param roots process ids
 * @param withDescendants whether what these have started belongs to them
 */
public record ProcessFamily(String name, List<Long> roots, boolean withDescendants) {

    /** Microseconds of CPU time that the family has used so far. A member that ends in between is not lost. */
    long cpuMicros() {
        return members()
                .mapToObj(CpuTime::of)
                .mapToLong(time -> withDescendants ? time.own() + time.ofEndedChildren() : time.own())
                .sum();
    }

    /** KiB resident now: what each member has of its own, and the largest shared part once. */
    long residentKib() {
        List<Memory> all = members().mapToObj(Memory::of).toList();
        return all.stream().mapToLong(Memory::anonymous).sum()
                + all.stream().mapToLong(Memory::shared).max().orElse(0);
    }

    /**
     * KiB that were resident since {@link #forgetPeak}: the most that each member had of its own, and the largest shared
     * part once. Of one process, what it had at once; of several, who need not all have had it at the same moment, an upper
     * bound.
     */
    long peakKib() {
        List<Memory> all = members().mapToObj(Memory::of).toList();
        return all.stream().mapToLong(memory -> memory.peak() - memory.shared()).sum()
                + all.stream().mapToLong(Memory::shared).max().orElse(0);
    }

    /** Returns whether the peak counts from now on; else it is that of the whole life. */
    boolean forgetPeak() {
        return members().allMatch(Memory::forgetPeak);
    }

    private LongStream members() {
        LongStream own = roots.stream().mapToLong(Long::longValue);
        return withDescendants
                ? LongStream.concat(
                        own,
                        roots.stream()
                                .flatMap(pid -> ProcessHandle.of(pid).stream())
                                .flatMap(ProcessHandle::descendants)
                                .mapToLong(ProcessHandle::pid))
                : own;
    }
}
