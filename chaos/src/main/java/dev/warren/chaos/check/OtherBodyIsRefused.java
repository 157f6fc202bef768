package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Answer;
import dev.warren.chaos.check.JournalFacts.Submission;
import dev.warren.chaos.journal.Entry.Purpose;
import java.util.Objects;

/** A key that comes again with another body is refused, once its first submission was accepted. */
final class OtherBodyIsRefused implements Invariant {

    private static final String REUSED = "idempotency-key-reused";

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (Submission submission : facts.journal().submissions().values()) {
            for (Answer answer : submission.answers) {
                if (answer.purpose() != Purpose.OTHER_BODY || !answer.isFinal()) {
                    continue;
                }
                findings.looked();
                boolean tookOne = answer.tasks().stream().anyMatch(Objects::nonNull);
                if (tookOne || !REUSED.equals(answer.problem())) {
                    findings.violation(
                            "submission %d with its key and another body was answered %d %s, tasks %s",
                            submission.number, answer.status(), answer.problem(), answer.tasks());
                }
            }
        }
        return findings.result("I2", "The same key with another body is refused with 422");
    }
}
