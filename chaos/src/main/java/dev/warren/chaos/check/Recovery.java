package dev.warren.chaos.check;

import org.jspecify.annotations.Nullable;

/**
 * How the platform recovered from one kind of fault. Spans are in microseconds.
 *
 * @param id as {@link dev.warren.chaos.fault.FaultRecord#id()}
 * @param count how often it was injected
 * @param tasks from the heal to the next claim, or the end, of each task that waited at the heal or whose worker was
 *     killed by the fault
 * @param resumed from the heal to the first claim of a task that became due after it, over all faults of the kind
 * @param submissions from the heal, or from their first try if that was later, to the answer of each submission that was
 *     on its way during the fault; for a gateway from the kill
 * @param excluded as {@code tasks}, of those that another fault kept waiting
 * @param target what the table of faults asks for, null where it names no time
 */
public record Recovery(
        String id,
        String name,
        int count,
        Percentiles tasks,
        Percentiles resumed,
        Percentiles submissions,
        Percentiles excluded,
        @Nullable Target target) {

    /** What a target is about. */
    public enum Measure {
        TASKS_P99,
        RESUMED,
        SUBMISSIONS_P99
    }

    /** @param micros at most */
    public record Target(Measure measure, long micros) {}

    /** What the target is compared with, in microseconds; 0 where there is none. */
    public long measured() {
        if (target == null) {
            return 0;
        }
        return target.measure() == Measure.RESUMED
                ? samples(target).max()
                : samples(target).p99();
    }

    public boolean inTime() {
        return target == null || measured() <= target.micros();
    }

    /** Whether anything was measured that can be held against the target. */
    public boolean hasSamples() {
        return target != null && samples(target).count() > 0;
    }

    private Percentiles samples(Target target) {
        return switch (target.measure()) {
            case TASKS_P99 -> tasks;
            case RESUMED -> resumed;
            case SUBMISSIONS_P99 -> submissions;
        };
    }
}
