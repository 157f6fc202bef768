package dev.warren.worker.agent;

/**
 * A named, versioned capability that turns a task's input into an output. A Spring bean of this type is hosted by the
 * worker it lives in.
 *
 * <p>One instance runs many tasks at once, each on a virtual thread of its own: what {@link #run} shares between tasks
 * must be safe for that, and blocking is fine. A task may be run again after a failure or a lost worker, so what
 * {@code run} does to the outside world should bear repetition; {@link AgentContext#taskId()} is a ready key for that,
 * and {@link AgentContext#step} remembers what is done.
 */
public interface Agent {

    /** Who this agent is. Asked once, when the worker starts. */
    AgentDescription description();

    /**
     * Runs one attempt of a task.
     *
     * @return how the attempt ended
     * @throws Exception counts as {@link Outcome#ofException(Throwable)}: a retryable failure with the exception's simple
     *     name as its code, except for {@link InvalidInputException}, {@link ChildFailedException} and
     *     {@link RetryAfterException}. Once {@link AgentContext#canceled()} is true, what is
     *     returned or thrown no longer matters, only that it happens soon.
     */
    Outcome run(AgentContext context) throws Exception;

    /**
     * Opens what the agent needs, before its first task. An agent that cannot start counts as down, consumes nothing, and
     * is started again every few seconds until it can.
     *
     * @throws Exception why it cannot start
     */
    default void start() throws Exception {}

    /**
     * Whether the agent can take tasks. Asked every few seconds, on a thread of its own, after {@link #start()}. While it
     * is down the worker consumes nothing of this agent's queue and shows why in the registry; what runs goes on. An
     * answer that takes longer than a few seconds, or an exception, counts as down.
     */
    default AgentHealth health() {
        return AgentHealth.up();
    }

    /** Closes what {@link #start()} opened, after the last task has ended. Called once, and only after a start that worked. */
    default void stop() {}
}
