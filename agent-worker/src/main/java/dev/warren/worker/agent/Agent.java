package dev.warren.worker.agent;

/**
 * A named, versioned capability that turns a task's input into an output. A Spring bean of this type is hosted by the
 * worker it lives in.
 *
 * <p>One instance runs many tasks at once, each on a virtual thread of its own: what {@link #run} shares between tasks
 * must be safe for that, and blocking is fine. A task may be run again after a failure or a lost worker, so what
 * {@code run} does to the outside world should bear repetition; {@link AgentContext#taskId()} is a ready key for that.
 */
public interface Agent {

    /** Who this agent is. Asked once, when the worker starts. */
    AgentDescription description();

    /**
     * Runs one attempt of a task.
     *
     * @return how the attempt ended
     * @throws Exception counts as {@link Outcome#ofException(Throwable)}: a retryable failure with the exception's simple
     *     name as its code, except for {@link InvalidInputException} and {@link RetryAfterException}. Once {@link AgentContext#canceled()} is true, what is
     *     returned or thrown no longer matters, only that it happens soon.
     */
    Outcome run(AgentContext context) throws Exception;
}
