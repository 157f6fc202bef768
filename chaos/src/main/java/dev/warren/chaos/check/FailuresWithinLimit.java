package dev.warren.chaos.check;

/** Failures are at most {@code maxAttempts}, and as many as attempts that are charged. */
final class FailuresWithinLimit implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (TaskHistory task : facts.histories()) {
            for (TaskRow run : task.runs()) {
                findings.looked();
                long charged = task.attempts(run.run()).stream()
                        .filter(AttemptRow::isCharged)
                        .count();
                if (run.failures() > run.maxAttempts()) {
                    findings.violation(
                            "%s: %d failures in run %d, at most %d are allowed",
                            task, run.failures(), run.run(), run.maxAttempts());
                }
                // What fails after it was canceled is not charged.
                boolean lastIsFree = run.is("CANCELED") && run.failures() == charged - 1;
                if (run.failures() != charged && !lastIsFree) {
                    findings.violation(
                            "%s: run %d counts %d failures, and %d of its attempts are charged",
                            task, run.run(), run.failures(), charged);
                }
            }
        }
        return findings.result("I4", "Charged failures are those of its attempts, and at most maxAttempts");
    }
}
