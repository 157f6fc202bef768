package dev.warren.chaos.check;

import java.util.HashSet;
import java.util.Set;

/**
 * Attempts are numbered without a gap, each claimed after the one before; the fence has risen for each; and no attempt
 * was executed that was not claimed, or twice.
 */
final class AttemptsAreClaims implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            for (TaskRow run : task.runs()) {
                checkRun(task, run, findings);
            }
            checkExecutions(task, findings);
        }
        for (Execution execution : facts.unknown()) {
            findings.violation("task %s has no row, and was executed: %s", execution.task(), execution);
        }
        return findings.result(
                "I3", "Each claim is the next attempt with a higher fence, and is executed at most once");
    }

    private static void checkRun(TaskHistory task, TaskRow run, Findings findings) {
        long before = Times.NONE;
        for (int attempt = 1; attempt <= run.attempt(); attempt++) {
            findings.looked();
            long at = task.claimedAt(run.run(), attempt);
            if (at == Times.NONE) {
                findings.violation("%s: attempt %d of run %d left no trace", task, attempt, run.run());
            } else if (at <= before) {
                findings.violation(
                        "%s: attempt %d of run %d was claimed at %s, the one before at %s",
                        task, attempt, run.run(), Times.show(at), Times.show(before));
            }
            before = Math.max(before, at);
        }
        // Into the queue and out of it, each raises the fence.
        if (run.fence() < 2L * run.attempt()) {
            findings.violation("%s: the fence is %d after %d attempts", task, run.fence(), run.attempt());
        }
        long most = task.attempts(run.run()).stream()
                .mapToInt(AttemptRow::attempt)
                .max()
                .orElse(0);
        if (most > run.attempt()) {
            findings.violation("%s: run %d remembers attempt %d and counts %d", task, run.run(), most, run.attempt());
        }
    }

    private static void checkExecutions(TaskHistory task, Findings findings) {
        Set<Long> seen = new HashSet<>();
        for (Execution execution : task.executions()) {
            if (!seen.add((long) execution.run() << 32 | execution.attempt())) {
                findings.violation("%s: attempt executed twice: %s", task, execution);
            } else if (task.claimedAt(execution.run(), execution.attempt()) == Times.NONE) {
                findings.violation("%s: attempt executed and never claimed: %s", task, execution);
            }
        }
    }
}
