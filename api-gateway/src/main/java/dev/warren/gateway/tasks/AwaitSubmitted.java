package dev.warren.gateway.tasks;

import dev.warren.gateway.tasks.SubmitTask.Sent;
import dev.warren.gateway.wait.WaitingCallers;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Waits for the end of a task that is being submitted. Who waits is known before the task is committed: so no news of its
 * end can be missed, and the ledger is asked for the task only when there is some.
 */
@Component
class AwaitSubmitted {

    private final SubmitTask submitTask;
    private final FindTask findTask;
    private final WaitingCallers callers;

    AwaitSubmitted(SubmitTask submitTask, FindTask findTask, WaitingCallers callers) {
        this.submitTask = submitTask;
        this.findTask = findTask;
        this.callers = callers;
    }

    /**
     * A task that was accepted.
     *
     * @param waiting since before its commit; null where the task was there before, or too many callers wait
     */
    record Accepted(UUID task, WaitingCallers.@Nullable Waiting waiting) implements AutoCloseable {

        @Override
        public void close() {
            if (waiting != null) {
                waiting.close();
            }
        }
    }

    /**
     * Waits for the commit.
     *
     * @throws dev.warren.gateway.problem.Problem where the task was not accepted
     */
    Accepted commit(Sent sent) {
        if (!(sent instanceof Sent.Pending pending)) {
            return new Accepted(submitTask.await(sent).id(), null);
        }
        UUID id = pending.task().id();
        var own = new Accepted(id, callers.begin(id).orElse(null));
        try {
            UUID accepted = submitTask.await(sent).id();
            if (accepted.equals(id)) {
                return own;
            }
            own.close();
            return new Accepted(accepted, null);
        } catch (RuntimeException e) {
            own.close();
            throw e;
        }
    }

    /** The task as soon as it has ended, or as it is after {@code atMost}; at once where too many callers wait. */
    TaskView end(Accepted accepted, Duration atMost) {
        WaitingCallers.Waiting waiting = accepted.waiting();
        return TaskView.from(
                waiting == null
                        ? findTask.findEnded(accepted.task(), atMost)
                        : findTask.awaitEnd(accepted.task(), waiting, atMost));
    }
}
