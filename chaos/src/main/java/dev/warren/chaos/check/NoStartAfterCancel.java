package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Cancel;
import java.util.UUID;

/**
 * A cancel that was answered is kept: the task ends canceled, is not claimed after the answer, and does not start after
 * it where the answer found it waiting. What had ended otherwise is answered 409.
 */
final class NoStartAfterCancel implements Invariant {

    @Override
    public InvariantResult check(Facts facts) {
        var findings = new Findings();
        long waiting = 0;
        long running = 0;
        for (var entry : facts.journal().cancels().entrySet()) {
            Cancel cancel = entry.getValue();
            TaskHistory task = facts.tasks().get(entry.getKey());
            if (cancel.answeredAt == Times.NONE) {
                continue;
            }
            findings.looked();
            if (task == null || cancel.status != 202 && cancel.status != 409) {
                refused(entry.getKey(), cancel, findings);
            } else if (cancel.isAccepted()) {
                boolean waited = cancel.taskStatus.equals("CANCELED");
                waiting += waited ? 1 : 0;
                running += waited ? 0 : 1;
                accepted(task, cancel, waited, findings);
            } else if (!task.row().hasEnded() || task.row().run() == 1 && isCanceledOrLater(task, cancel)) {
                findings.violation(
                        "%s: a cancel was answered 409 at %s, it ended at %s",
                        task,
                        Times.show(cancel.answeredAt),
                        Times.show(task.row().finishedAt()));
            }
        }
        findings.note("%d cancels found their task waiting or ended it, %d found it running", waiting, running);
        return findings.result("D6", "A cancel that was answered is kept: no start after it");
    }

    private static boolean isCanceledOrLater(TaskHistory task, Cancel cancel) {
        return task.row().is("CANCELED") || task.row().finishedAt() > cancel.answeredAt;
    }

    private static void refused(UUID task, Cancel cancel, Findings findings) {
        findings.violation("task %s: its cancel was answered %d", task, cancel.status);
    }

    private static void accepted(TaskHistory task, Cancel cancel, boolean waited, Findings findings) {
        if (!task.row().is("CANCELED")) {
            findings.violation(
                    "%s: a cancel was answered 202 (%s) at %s, and it ended %s",
                    task,
                    cancel.taskStatus,
                    Times.show(cancel.answeredAt),
                    task.row().status());
        }
        for (int attempt = 1; attempt <= task.row().attempt(); attempt++) {
            long claimed = task.claimedAt(task.row().run(), attempt);
            if (claimed > cancel.answeredAt) {
                findings.violation(
                        "%s: attempt %d claimed at %s, its cancel was answered at %s",
                        task, attempt, Times.show(claimed), Times.show(cancel.answeredAt));
            }
        }
        if (waited) {
            task.executions().stream()
                    .filter(execution -> execution.startedAt() > cancel.answeredAt)
                    .forEach(execution -> findings.violation(
                            "%s: started after its cancel was answered at %s: %s",
                            task, Times.show(cancel.answeredAt), execution));
        }
    }
}
