package dev.warren.model.task;

import java.util.EnumSet;
import java.util.Set;

/**
 * Where a task stands. The names are stored in the ledger and shown by the API; {@link #canBecome(TaskStatus)} is the
 * only place that lists the legal moves.
 */
public enum TaskStatus {

    /** Due in the future: a delay, a retry's back-off. Holds no slot. */
    SCHEDULED,
    /** Waits in its agent's queue for a worker with a free slot. */
    QUEUED,
    /** Claimed by a worker, which owns it through its lease. */
    RUNNING,
    /** Waits for a human's answer. Holds no slot. */
    WAITING_INPUT,
    /** Ended with an output. */
    COMPLETED,
    /** Ended without one; {@link FailureReason} says why. */
    FAILED,
    /** Ended by its owner's wish. */
    CANCELED,
    /** Ended because it did not start within its time to live. */
    EXPIRED;

    /** Whether a task in this status has ended: nothing but a replay, which starts its next run, moves it again. */
    public boolean isTerminal() {
        return switch (this) {
            case COMPLETED, FAILED, CANCELED, EXPIRED -> true;
            case SCHEDULED, QUEUED, RUNNING, WAITING_INPUT -> false;
        };
    }

    /** Whether a task may go from this status to {@code next} within one run. */
    public boolean canBecome(TaskStatus next) {
        return nextWithinRun().contains(next);
    }

    private Set<TaskStatus> nextWithinRun() {
        return switch (this) {
            case SCHEDULED -> EnumSet.of(QUEUED, CANCELED, EXPIRED);
            case QUEUED -> EnumSet.of(RUNNING, CANCELED, EXPIRED, FAILED);
            case RUNNING -> EnumSet.of(COMPLETED, FAILED, CANCELED, SCHEDULED, QUEUED, WAITING_INPUT);
            case WAITING_INPUT -> EnumSet.of(QUEUED, CANCELED, FAILED);
            case COMPLETED, FAILED, CANCELED, EXPIRED -> EnumSet.noneOf(TaskStatus.class);
        };
    }
}
