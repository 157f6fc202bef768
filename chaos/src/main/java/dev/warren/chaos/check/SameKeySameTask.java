package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Answer;
import dev.warren.chaos.check.JournalFacts.Submission;
import dev.warren.chaos.journal.Entry.Purpose;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** However often a submission is sent with its key, and to whichever gateway: the answer is the same task. */
final class SameKeySameTask implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        for (Submission submission : facts.journal().submissions().values()) {
            UUID[] tasks = new UUID[submission.specs.size()];
            for (Answer answer : submission.answers) {
                if (answer.purpose() != Purpose.OTHER_BODY && answer.isAccepted()) {
                    compare(submission, answer, tasks, findings);
                }
            }
        }
        return findings.result("I2", "The same key and body answer the same task, however often and by whomever");
    }

    private static void compare(Submission submission, Answer answer, @Nullable UUID[] tasks, Findings findings) {
        for (int item = 0; item < answer.tasks().size(); item++) {
            UUID task = answer.tasks().get(item);
            if (task == null || item >= tasks.length) {
                continue;
            }
            UUID before = tasks[item];
            if (before == null) {
                tasks[item] = task;
                continue;
            }
            findings.looked();
            if (!before.equals(task)) {
                findings.violation(
                        "submission %d.%d was answered task %s and then, at %s, task %s",
                        submission.number, item, before, Times.show(answer.at()), task);
            }
        }
    }
}
