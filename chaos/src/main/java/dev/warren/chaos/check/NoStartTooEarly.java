package dev.warren.chaos.check;

/** No task is claimed or started before its delay is over or its {@code notBefore} has come. */
final class NoStartTooEarly implements Invariant {

    /** Between the ledger's reading of the clock and an agent's. */
    private static final long TOLERANCE = 2 * Times.MILLI;

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            long due = task.dueAt();
            long claimed = task.claimedAt(1, 1);
            if (claimed != Times.NONE) {
                findings.looked();
                if (claimed < due) {
                    findings.violation("%s was claimed at %s, due at %s", task, Times.show(claimed), Times.show(due));
                }
            }
            for (Execution execution : task.executions()) {
                if (execution.startedAt() < due - TOLERANCE) {
                    findings.violation(
                            "%s was started at %s, due at %s",
                            task, Times.show(execution.startedAt()), Times.show(due));
                }
            }
        }
        return findings.result("D6", "No task starts before its delay or notBefore");
    }
}
