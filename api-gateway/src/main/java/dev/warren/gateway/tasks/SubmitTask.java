package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.submit.Submissions;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes one submission from request to committed task. */
@Component
class SubmitTask {

    private final DraftTask draftTask;
    private final Submissions submissions;
    private final FindTask findTask;
    private final SubmissionCounts counts;

    SubmitTask(DraftTask draftTask, Submissions submissions, FindTask findTask, SubmissionCounts counts) {
        this.draftTask = draftTask;
        this.submissions = submissions;
        this.findTask = findTask;
        this.counts = counts;
    }

    /** A submission on its way to its commit. */
    record Sent(NewTask task, Submissions.Pending pending) {}

    /** @throws Problem where there is no such agent, or too much waits already */
    Sent send(TaskRequest request, @Nullable IdempotencyKey key, @Nullable String traceparent) {
        NewTask task = draftTask.draft(request, key, traceparent);
        return new Sent(task, submissions.submit(task));
    }

    /**
     * Waits for the commit.
     *
     * @throws Problem where the key was used for another body, or the ledger did not take the task
     */
    TaskView await(Sent sent) {
        return switch (sent.pending().await()) {
            case Submitted.Accepted accepted -> {
                counts.accepted(sent.task().agent());
                yield TaskView.from(sent.task(), accepted);
            }
            case Submitted.Repeated repeated -> TaskView.from(findTask.find(repeated.existing()));
            case Submitted.KeyReused reused ->
                throw Problem.field(
                        ProblemType.IDEMPOTENCY_KEY_REUSED,
                        IdempotencyKey.HEADER,
                        "was used for task " + reused.existing()
                                + " with another body; send the same body or a new key");
        };
    }
}
