package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.submit.Submissions;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Takes one submission from request to committed task. */
@Component
class SubmitTask {

    private final DraftTask draftTask;
    private final Submissions submissions;
    private final FindTask findTask;
    private final FindRepeated findRepeated;
    private final SubmissionCounts counts;

    SubmitTask(
            DraftTask draftTask,
            Submissions submissions,
            FindTask findTask,
            FindRepeated findRepeated,
            SubmissionCounts counts) {
        this.draftTask = draftTask;
        this.submissions = submissions;
        this.findTask = findTask;
        this.findRepeated = findRepeated;
        this.counts = counts;
    }

    /** What a submission has come to so far. */
    sealed interface Sent {
        /** On its way to its commit. */
        record Pending(NewTask task, Submissions.Pending pending) implements Sent {}

        /** Accepted before, and not to be accepted now. */
        record Repeated(UUID task) implements Sent {}
    }

    /** @throws Problem where there is no such agent, its input is not as it must be, or too much waits already */
    Sent send(TaskRequest request, @Nullable IdempotencyKey key, @Nullable String traceparent) {
        NewTask task;
        try {
            task = draftTask.draft(request, key, traceparent);
        } catch (Problem refused) {
            if (key == null) {
                throw refused;
            }
            return new Sent.Repeated(findRepeated.find(key, request).orElseThrow(() -> refused));
        }
        return new Sent.Pending(task, submissions.submit(task));
    }

    /**
     * Waits for the commit.
     *
     * @throws Problem where the key was used for another body, or the ledger did not take the task
     */
    TaskView await(Sent sent) {
        return switch (sent) {
            case Sent.Repeated repeated -> TaskView.from(findTask.find(repeated.task()));
            case Sent.Pending pending -> await(pending);
        };
    }

    private TaskView await(Sent.Pending sent) {
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
