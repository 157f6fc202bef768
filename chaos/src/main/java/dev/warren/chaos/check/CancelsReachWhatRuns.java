package dev.warren.chaos.check;

import java.util.ArrayList;
import java.util.List;

/**
 * A running task is told to stop within 2 seconds of the answer to its cancel; while something is broken, within a
 * heartbeat, as long as its worker can ask the ledger at all.
 */
final class CancelsReachWhatRuns implements Invariant {

    /** An agent notes that it was stopped with its next tick, a fifth of a second later. */
    private static final long PROMISED = 2 * Times.SECOND + 300 * Times.MILLI;

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        List<Long> calm = new ArrayList<>();
        List<Long> disturbed = new ArrayList<>();
        facts.journal().cancels().forEach((id, cancel) -> {
            TaskHistory task = facts.tasks().get(id);
            if (task == null || !cancel.isAccepted()) {
                return;
            }
            for (Execution execution : task.executions()) {
                long stopped = stoppedAt(execution);
                if (execution.startedAt() < cancel.answeredAt && stopped > cancel.answeredAt) {
                    findings.looked();
                    long took = stopped - cancel.answeredAt;
                    boolean broken = facts.disturbed(cancel.answeredAt - 60 * Times.SECOND, stopped);
                    (broken ? disturbed : calm).add(took);
                    if (!broken && took > PROMISED) {
                        findings.violation(
                                "%s: told to stop %s after its cancel was answered: %s",
                                task, Times.span(took), execution);
                    }
                }
            }
        });
        findings.note("while nothing was broken: %s", Percentiles.of(calm));
        findings.note("during faults and the minute after: %s", Percentiles.of(disturbed));
        return findings.result(
                "D6", "A running task is told to stop within 2 s of its cancel, where nothing is broken");
    }

    /** When it was told to stop, or ended; never where its process died. */
    private static long stoppedAt(Execution execution) {
        return execution.stoppedAt() == Times.NONE ? execution.endedAt() : execution.stoppedAt();
    }
}
