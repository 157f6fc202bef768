package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Answer;
import dev.warren.chaos.check.JournalFacts.Submission;
import dev.warren.chaos.journal.Entry.Purpose;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A submission makes exactly one task where it was accepted, none where it was refused, and at most one where nobody
 * answered. No task is there that nobody submitted.
 */
final class OneTaskPerSubmission implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        Map<String, UUID> rows = rowsByIntent(facts, findings);
        long unanswered = 0;
        for (Submission submission : facts.journal().submissions().values()) {
            Answer answer = finalAnswer(submission);
            unanswered += answer == null ? submission.specs.size() : 0;
            for (int item = 0; item < submission.specs.size(); item++) {
                findings.looked();
                UUID row = rows.get(submission.number + "." + item);
                if (answer != null) {
                    UUID told = item < answer.tasks().size() ? answer.tasks().get(item) : null;
                    compare(submission, item, told, row, findings);
                }
            }
        }
        findings.note("%d tasks were submitted and never answered, each is one task or none", unanswered);
        return findings.result(
                "I2", "A submission is one task; one that was refused none; one without an answer 0 or 1");
    }

    private static Map<String, UUID> rowsByIntent(Facts facts, Findings findings) {
        Map<String, UUID> rows = new HashMap<>();
        for (TaskHistory task : facts.histories()) {
            String intent = task.row().intent();
            if (task.spec() == null || intent == null) {
                findings.violation("%s was submitted by nobody: its label is %s", task, intent);
                continue;
            }
            UUID other = rows.put(intent, task.row().id());
            if (other != null) {
                findings.violation(
                        "submission %s made two tasks: %s and %s",
                        intent, other, task.row().id());
            }
        }
        return rows;
    }

    private static void compare(
            Submission submission, int item, @Nullable UUID told, @Nullable UUID row, Findings findings) {
        if (told == null && row != null) {
            findings.violation("submission %d.%d was refused, and task %s is there", submission.number, item, row);
        } else if (told != null && !told.equals(row)) {
            findings.violation(
                    "submission %d.%d was answered task %s, and its label is on task %s",
                    submission.number, item, told, row);
        }
    }

    private static @Nullable Answer finalAnswer(Submission submission) {
        for (Answer answer : submission.answers) {
            if (answer.purpose() != Purpose.OTHER_BODY && answer.isFinal()) {
                return answer;
            }
        }
        return null;
    }
}
