package dev.warren.chaos.check;

/**
 * The result of a completed run is what the execution of its last attempt answered: no stale attempt's, no older run's.
 * Without one there is no completed run, and without a completed run there is no result.
 */
final class ResultsAreOfLastAttempt implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            for (TaskRow run : task.runs()) {
                if (run.is("COMPLETED")) {
                    findings.looked();
                    checkCompleted(facts, task, run, findings);
                } else if (run.output()) {
                    findings.violation("%s: run %d is %s and shows a result", task, run.run(), run.status());
                }
            }
        }
        return findings.result(
                "I3", "A result is that of the last attempt's own execution; nothing is completed without");
    }

    private static void checkCompleted(Facts facts, TaskHistory task, TaskRow run, Findings findings) {
        String token = run.execution();
        Execution execution =
                token == null ? null : facts.effects().executions().get(token);
        if (execution == null) {
            findings.violation("%s: run %d completed by an execution that nobody noted: %s", task, run.run(), token);
            return;
        }
        boolean own = execution.task().equals(run.id())
                && execution.run() == run.run()
                && execution.attempt() == run.attempt();
        if (!own || !execution.endedBy("completed")) {
            findings.violation(
                    "%s: run %d ended by attempt %d, its result is of %s of task %s, which ended %s",
                    task, run.run(), run.attempt(), execution, execution.task(), execution.how());
        }
    }
}
