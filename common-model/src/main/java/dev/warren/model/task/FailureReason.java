package dev.warren.model.task;

/** Why a task is {@link TaskStatus#FAILED}. A reason is never a status. */
public enum FailureReason {

    /** The agent said that trying again cannot help. */
    NON_RETRYABLE,
    /** Every allowed attempt failed; the last one's error is kept. */
    ATTEMPTS_EXHAUSTED,
    /** An attempt ran longer than the task's timeout, and no further one was allowed. */
    TIMED_OUT,
    /** Every allowed attempt ended with the death of its worker. */
    POISON,
    /** The task's message could not be read, or found no queue for five minutes. */
    UNDELIVERABLE
}
