package dev.warren.worker.finish;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.trace.AttemptTrace;
import org.jspecify.annotations.Nullable;

/**
 * How an attempt of this worker ended, on its way to the ledger.
 *
 * @param incarnation that claimed it; after its death the result counts no more
 * @param task as it was claimed; absent for one that this worker never heard of
 * @param trace absent where the task is not sampled
 * @param freed called once, when the slot of the attempt is not needed for it any more: at once while few results are under
 *     way, else when it is written, or dropped for good
 */
public record Result(
        Incarnation incarnation,
        @Nullable ClaimedTask task,
        @Nullable AttemptTrace trace,
        AttemptResult attempt,
        Runnable freed) {

    private static final String UNKNOWN = "unknown";

    String agent() {
        return task == null ? UNKNOWN : task.agent();
    }

    /** Of the agent that ran, empty where none did. */
    String version() {
        return task == null ? "" : task.agentVersion();
    }

    Result with(AttemptResult other) {
        return new Result(incarnation, task, trace, other, freed);
    }

    Result freeing(Runnable other) {
        return new Result(incarnation, task, trace, attempt, other);
    }
}
