package dev.warren.chaos.check;

import dev.warren.chaos.journal.TaskSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Everything about one task: its row, its earlier runs, its attempts, what agents did, and what its client wanted. */
final class TaskHistory {

    private final TaskRow row;
    private final List<TaskRow> earlier = new ArrayList<>(0);
    private final List<AttemptRow> attempts = new ArrayList<>(0);
    private final List<Execution> executions = new ArrayList<>(1);
    private @Nullable TaskSpec spec;

    /**
     * A claim.
     *
     * @param since from when on the task waited for it; {@link Times#NONE} where that is unknown
     */
    record Claim(int run, int attempt, long since, long at) {}

    TaskHistory(TaskRow row) {
        this.row = row;
    }

    void add(TaskRow earlierRun) {
        earlier.add(earlierRun);
    }

    void add(AttemptRow attempt) {
        attempts.add(attempt);
    }

    void add(Execution execution) {
        executions.add(execution);
    }

    void wanted(TaskSpec spec) {
        this.spec = spec;
    }

    /** Everything is there: bring it into order. */
    void sort() {
        earlier.sort(Comparator.comparingInt(TaskRow::run));
        attempts.sort(Comparator.comparingInt(AttemptRow::run).thenComparingInt(AttemptRow::attempt));
        executions.sort(Comparator.comparingInt(Execution::run)
                .thenComparingInt(Execution::attempt)
                .thenComparingLong(Execution::startedAt));
    }

    TaskRow row() {
        return row;
    }

    List<TaskRow> earlier() {
        return earlier;
    }

    /** Of every run, the row of which stands here, the first first. */
    List<TaskRow> runs() {
        return Stream.concat(earlier.stream(), Stream.of(row)).toList();
    }

    List<AttemptRow> attempts() {
        return attempts;
    }

    List<AttemptRow> attempts(int run) {
        return attempts.stream().filter(attempt -> attempt.run() == run).toList();
    }

    List<Execution> executions() {
        return executions;
    }

    /** Null where no submission of the journal explains the row. */
    @Nullable
    TaskSpec spec() {
        return spec;
    }

    /** From when on its first attempt might start: when it was made, or when its client wanted it. */
    long dueAt() {
        TaskRow first = earlier.isEmpty() ? row : earlier.getFirst();
        TaskSpec wanted = spec;
        if (wanted == null) {
            return first.createdAt();
        }
        if (wanted.delay() != TaskSpec.NONE) {
            return first.createdAt() + wanted.delay() * Times.MILLI;
        }
        return wanted.notBefore() != TaskSpec.NONE
                ? Math.max(first.createdAt(), wanted.notBefore() * Times.MILLI)
                : first.createdAt();
    }

    /** When an attempt was claimed; {@link Times#NONE} where the ledger does not say. */
    long claimedAt(int run, int attempt) {
        for (AttemptRow each : attempts) {
            if (each.run() == run && each.attempt() == attempt) {
                return each.startedAt();
            }
        }
        for (TaskRow each : runs()) {
            if (each.run() == run && each.attempt() == attempt && attempt > 0) {
                return each.claimedAt();
            }
        }
        return Times.NONE;
    }

    /** All claims in order. Whether a task waited after a failure is known only from when its back-off was over. */
    List<Claim> claims() {
        List<Claim> claims = new ArrayList<>(1);
        for (TaskRow each : runs()) {
            long since = each.run() == 1 ? dueAt() : Times.NONE;
            for (int attempt = 1; attempt <= each.attempt(); attempt++) {
                long at = claimedAt(each.run(), attempt);
                claims.add(new Claim(each.run(), attempt, since, at));
                since = waitsAgainFrom(each.run(), attempt);
            }
        }
        return claims;
    }

    private long waitsAgainFrom(int run, int attempt) {
        for (AttemptRow each : attempts) {
            if (each.run() == run && each.attempt() == attempt) {
                return switch (each.outcome()) {
                    case "RELEASED", "WORKER_DIED" -> each.endedAt();
                    default -> Times.NONE;
                };
            }
        }
        return Times.NONE;
    }

    @Override
    public String toString() {
        return "task %s (%s, run %d, attempt %d)".formatted(row.id(), row.status(), row.run(), row.attempt());
    }
}
