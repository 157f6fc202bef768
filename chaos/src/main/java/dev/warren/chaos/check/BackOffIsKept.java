package dev.warren.chaos.check;

import dev.warren.chaos.agent.TestAgents;
import dev.warren.chaos.journal.Behaviour;
import dev.warren.chaos.journal.TaskSpec;
import dev.warren.model.task.RetryPolicy;
import java.util.ArrayList;
import java.util.List;

/**
 * No attempt is claimed before the back-off after the one before is over: the agent's policy at its shortest, the task's
 * own, or what the agent asked for. It is counted from when the agent ended, which is before the ledger knew.
 */
final class BackOffIsKept implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        List<Long> late = new ArrayList<>();
        for (TaskHistory task : facts.histories()) {
            for (Execution execution : task.executions()) {
                long next = task.claimedAt(execution.run(), execution.attempt() + 1);
                TaskSpec spec = task.spec();
                if (spec == null || next == Times.NONE || !isRetried(task, execution)) {
                    continue;
                }
                findings.looked();
                long wait = next - execution.endedAt();
                long shortest = shortestWait(task, spec, execution);
                late.add(wait - shortest);
                if (wait < shortest) {
                    findings.violation(
                            "%s: claimed again %s after %s ended, %s is the shortest back-off",
                            task, Times.span(wait), execution, Times.span(shortest));
                }
            }
        }
        findings.note("beyond the shortest back-off: %s", Percentiles.of(late));
        return findings.result("I8", "No retry starts before its back-off");
    }

    private static boolean isRetried(TaskHistory task, Execution execution) {
        return execution.endedAt() != Times.NONE
                && task.attempts().stream()
                        .anyMatch(attempt -> attempt.run() == execution.run()
                                && attempt.attempt() == execution.attempt()
                                && attempt.is("RETRIED"));
    }

    private static long shortestWait(TaskHistory task, TaskSpec spec, Execution execution) {
        if (spec.behaviour() == Behaviour.RETRY_AFTER) {
            return spec.retryAfter() * Times.MILLI;
        }
        if (spec.firstDelay() != TaskSpec.NONE) {
            return spec.firstDelay() * Times.MILLI;
        }
        RetryPolicy policy = TestAgents.retryOf(spec.agent());
        long failures = task.attempts().stream()
                .filter(attempt -> attempt.run() == execution.run()
                        && attempt.attempt() <= execution.attempt()
                        && attempt.isCharged())
                .count();
        // A source of randomness that always says "shortest".
        return policy.delayAfter((int) failures, () -> 0L).toMillis() * Times.MILLI;
    }
}
