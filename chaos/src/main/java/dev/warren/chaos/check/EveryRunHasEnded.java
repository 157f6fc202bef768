package dev.warren.chaos.check;

/** Every run of every task has reached exactly one terminal status: none is open, none is missing. */
final class EveryRunHasEnded implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            int expected = 1;
            for (TaskRow run : task.runs()) {
                findings.looked();
                if (!run.hasEnded() || run.finishedAt() == Times.NONE) {
                    findings.violation(
                            "%s: run %d is %s, finished %s",
                            task, run.run(), run.status(), Times.show(run.finishedAt()));
                } else if (run.run() != expected) {
                    findings.violation("%s: run %d follows run %d", task, run.run(), expected - 1);
                }
                expected = run.run() + 1;
            }
            int replays = facts.journal().replays().getOrDefault(task.row().id(), 0);
            if (task.row().run() > 1 + replays) {
                findings.violation(
                        "%s was replayed %d times, and asked for %d times",
                        task, task.row().run() - 1, replays);
            }
        }
        return findings.result("I1", "Every run of every task reached exactly one terminal status");
    }
}
