package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Answer;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/** Every id that was answered with 202 has its row; its key makes it exactly one. */
final class AcceptedTasksAreThere implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        facts.journal().submissions().values().forEach(submission -> {
            Set<UUID> seen = new HashSet<>();
            for (Answer answer : submission.answers) {
                for (UUID task : answer.tasks()) {
                    if (task != null && seen.add(task)) {
                        findings.looked();
                        if (!facts.tasks().containsKey(task)) {
                            findings.violation(
                                    "task %s was accepted at %s (submission %d), and has no row",
                                    task, Times.show(answer.at()), submission.number);
                        }
                    }
                }
            }
        });
        return findings.result("I1", "Every id that was answered 202 has exactly one row");
    }
}
