package dev.warren.chaos.check;

import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.journal.RunClock;
import dev.warren.chaos.journal.TaskSpec;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every attempt that did not complete ended as its agent noted, or for a reason that can be seen: its process died or
 * stood still, or was cut off. A worker that lived is not called dead, and one that was told to stop charges nothing.
 */
final class ChargesAreExplained implements Invariant {

    private static final Set<String> RETRIED = Set.of("retry", "retry-after", "threw");
    /** From the silence of a worker to its end in the ledger, at most. */
    private static final long SILENCE = 60 * Times.SECOND;

    private static final long CLOSE = 2 * Times.SECOND;
    private static final long TOLERANCE = 100 * Times.MILLI;

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            for (AttemptRow attempt : task.attempts()) {
                findings.looked();
                Execution execution = execution(task, attempt);
                String wrong = switch (attempt.outcome()) {
                    case "RETRIED" ->
                        execution != null && RETRIED.contains(execution.how()) ? null : "no agent answered so";
                    case "FAILED" -> execution != null && execution.endedBy("failed") ? null : "no agent answered so";
                    case "TIMED_OUT" -> timedOut(task.spec(), attempt, execution);
                    case "CANCELED" ->
                        facts.journal().cancels().containsKey(task.row().id()) ? null : "nobody canceled it";
                    case "WORKER_DIED" -> workerDied(facts, attempt, execution);
                    default -> null;
                };
                if (wrong != null) {
                    findings.violation(
                            "%s: attempt %d of run %d ended %s at %s: %s; the agent noted %s",
                            task,
                            attempt.attempt(),
                            attempt.run(),
                            attempt.outcome(),
                            Times.show(attempt.endedAt()),
                            wrong,
                            execution == null ? "nothing" : execution + ", " + execution.how());
                }
            }
        }
        return findings.result(
                "I4", "Every attempt that failed is explained by its agent, its worker's death or its timeout");
    }

    private static @Nullable Execution execution(TaskHistory task, AttemptRow attempt) {
        for (Execution each : task.executions()) {
            if (each.run() == attempt.run() && each.attempt() == attempt.attempt()) {
                return each;
            }
        }
        return null;
    }

    /** A timeout counts from the claim: on a busy machine the agent takes its first note much later. */
    private static @Nullable String timedOut(
            @Nullable TaskSpec spec, AttemptRow attempt, @Nullable Execution execution) {
        if (spec == null || spec.timeout() == TaskSpec.NONE) {
            return "it has no such timeout";
        }
        if (execution == null) {
            return null;
        }
        long last = Math.max(execution.lastSign(), Math.max(execution.stoppedAt(), execution.endedAt()));
        long began = Math.min(attempt.startedAt(), execution.startedAt());
        return last - began >= spec.timeout() * Times.MILLI - TOLERANCE
                ? null
                : "it ran for %s only, its timeout is %d ms".formatted(Times.span(last - began), spec.timeout());
    }

    private static @Nullable String workerDied(Facts facts, AttemptRow attempt, @Nullable Execution execution) {
        if (execution == null) {
            return facts.disturbed(attempt.endedAt() - SILENCE, attempt.endedAt()) || anyDied(facts, attempt.endedAt())
                    ? null
                    : "no worker died";
        }
        AgentProcess process = execution.process();
        boolean stoodStill = process.standstills().stream()
                .anyMatch(still -> still.until() >= attempt.startedAt() && still.from() <= attempt.endedAt());
        if (stoodStill || wasCutOff(facts, attempt)) {
            return null;
        }
        if (process.lastSeen() > attempt.endedAt() + CLOSE) {
            return "its worker lives, last seen at " + Times.show(process.lastSeen());
        }
        return wasToldToStop(facts, process) ? "its worker was stopped in order" : null;
    }

    private static boolean anyDied(Facts facts, long before) {
        return facts.effects().processes().stream()
                .anyMatch(process -> process.lastSeen() <= before && process.lastSeen() >= before - SILENCE);
    }

    /** Whether a link was spoiled: then a worker that lives may lose its lease. */
    private static boolean wasCutOff(Facts facts, AttemptRow attempt) {
        return facts.faults().stream()
                .anyMatch(fault -> fault.id().equals("F7")
                        && RunClock.micros(fault.start()) <= attempt.endedAt()
                        && RunClock.micros(fault.heal()) >= attempt.endedAt() - SILENCE);
    }

    /** Whether a rolling restart was at work when the process ended, and nothing else was. */
    private static boolean wasToldToStop(Facts facts, AgentProcess process) {
        boolean rolling = false;
        for (FaultRecord fault : facts.faults()) {
            boolean near = RunClock.micros(fault.start()) - CLOSE <= process.lastSeen()
                    && RunClock.micros(fault.heal()) + CLOSE >= process.lastSeen();
            if (near && !fault.id().equals("F15")) {
                return false;
            }
            rolling |= near;
        }
        boolean halted = facts.effects().executions().values().stream()
                .anyMatch(execution -> execution.process() == process && execution.endedBy("halted"));
        return rolling && !halted;
    }
}
