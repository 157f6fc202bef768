package dev.warren.chaos.journal;

/** What the attempts of a task do. */
public enum Behaviour {
    /** Run for their time and complete. */
    COMPLETE,
    /** The first so many answer a retryable failure. */
    RETRY,
    /** The first so many throw. */
    THROW,
    /** The first so many fail retryably and say when the next may start. */
    RETRY_AFTER,
    /** Fail for good. */
    FAIL,
    /** The first so many halt their process. */
    HALT,
    /** Compute on and never look whether they should stop, until long after they were told to. */
    LOOP,
    /** Swallow their interruption and run for their whole time. */
    DEAF
}
