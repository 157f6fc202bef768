package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.submit.Submissions;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.Submitted;
import io.opentelemetry.api.trace.Span;
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
    private final TraceSubmission trace;

    SubmitTask(
            DraftTask draftTask,
            Submissions submissions,
            FindTask findTask,
            FindRepeated findRepeated,
            SubmissionCounts counts,
            TraceSubmission trace) {
        this.draftTask = draftTask;
        this.submissions = submissions;
        this.findTask = findTask;
        this.findRepeated = findRepeated;
        this.counts = counts;
        this.trace = trace;
    }

    /** What a submission has come to so far. */
    sealed interface Sent {
        /**
         * On its way to its commit.
         *
         * @param span absent where the task is not sampled
         */
        record Pending(
                NewTask task,
                Submissions.Pending pending,
                @Nullable Span span) implements Sent {}

        /** Accepted before, and not to be accepted now. */
        record Repeated(UUID task) implements Sent {}
    }

    /** @throws Problem where there is no such agent, its input is not as it must be, or too much waits already */
    Sent send(TaskRequest request, @Nullable IdempotencyKey key, @Nullable String traceparent) {
        Span span = trace.begin(traceparent);
        NewTask task;
        try {
            task = draftTask.draft(request, key, TraceSubmission.traceparent(span, traceparent));
        } catch (Problem refused) {
            TraceSubmission.end(span, refused.type().slug());
            if (key == null) {
                throw refused;
            }
            return new Sent.Repeated(findRepeated.find(key, request).orElseThrow(() -> refused));
        }
        TraceSubmission.describe(span, task);
        try {
            return new Sent.Pending(task, submissions.submit(task), span);
        } catch (Problem refused) {
            TraceSubmission.end(span, refused.type().slug());
            throw refused;
        }
    }

    /**
     * Waits for the commit.
     *
     * @throws Problem where the key was used for another body, or the ledger did not take the task
     */
    TaskView await(Sent sent) {
        return switch (sent) {
            case Sent.Repeated repeated -> TaskView.from(findTask.find(repeated.task()));
            case Sent.Pending pending -> {
                try {
                    TaskView task = awaitCommit(pending);
                    TraceSubmission.end(pending.span(), null);
                    yield task;
                } catch (Problem refused) {
                    TraceSubmission.end(pending.span(), refused.type().slug());
                    throw refused;
                }
            }
        };
    }

    private TaskView awaitCommit(Sent.Pending sent) {
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
