package dev.warren.chaos.check;

/** No task starts for the first time after its time to live is over. */
final class NoStartAfterTtl implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            for (TaskRow run : task.runs()) {
                if (run.expiresAt() == Times.NONE) {
                    continue;
                }
                findings.looked();
                if (run.startedAt() != Times.NONE && run.startedAt() > run.expiresAt()) {
                    findings.violation(
                            "%s: run %d started at %s, its time was over at %s",
                            task, run.run(), Times.show(run.startedAt()), Times.show(run.expiresAt()));
                }
                if (run.is("EXPIRED")) {
                    task.executions().stream()
                            .filter(execution -> execution.run() == run.run())
                            .forEach(execution -> findings.violation("%s expired, and ran: %s", task, execution));
                }
            }
        }
        return findings.result("D6", "No task starts after its ttl");
    }
}
