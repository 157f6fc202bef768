package dev.warren.chaos.check;

import dev.warren.chaos.check.AgentProcess.Standstill;
import java.util.List;

/**
 * No attempt shows a sign of life, under what its worker takes for a lease, after a later attempt of the same task has
 * started. What an agent does after its worker has told it to stop does not count: no worker can end a thread. Excused is
 * what a process that stood still for longer than a lease's margin does within a second after it woke up: it looks at its
 * lease five times a second, and nothing of it is written.
 */
final class NeverTwoAtOnce implements Invariant {

    private static final long MARGIN = 3 * Times.SECOND;

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        long excused = 0;
        for (TaskHistory task : facts.histories()) {
            findings.looked(task.executions().size());
            for (Execution earlier : task.executions()) {
                for (Execution later : task.executions()) {
                    if (later.isLaterThan(earlier)) {
                        excused += compare(task, earlier, later, findings);
                    }
                }
            }
        }
        findings.note(
                "%d signs of life are excused: of processes that stood still, in their first second awake", excused);
        return findings.result("I4", "No two executions of one task at the same time under a valid lease");
    }

    private static long compare(TaskHistory task, Execution earlier, Execution later, Findings findings) {
        if (earlier.lastSign() <= later.startedAt()) {
            return 0;
        }
        long excused = 0;
        for (long sign : earlier.signs()) {
            if (sign <= later.startedAt()) {
                continue;
            }
            if (isExcused(earlier.process().standstills(), sign)) {
                excused++;
            } else {
                findings.violation(
                        "%s: %s still ran at %s, %s after the start of %s",
                        task, earlier, Times.show(sign), Times.span(sign - later.startedAt()), later);
                return excused;
            }
        }
        return excused;
    }

    private static boolean isExcused(List<Standstill> standstills, long sign) {
        return standstills.stream().anyMatch(still -> still.until() - still.from() >= MARGIN && still.excuses(sign));
    }
}
