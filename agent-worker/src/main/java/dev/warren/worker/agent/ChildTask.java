package dev.warren.worker.agent;

import dev.warren.model.task.TaskDefaults;
import dev.warren.model.topology.Names;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A task that an attempt submits for its own; see {@link AgentContext#send} and {@link AgentContext#call}. Start with
 * {@link #of} and change what differs; later versions may add components, so the canonical constructor is not for authors.
 *
 * @param name unique within the run of its parent, 1 to {@value #LONGEST_NAME} characters; a later attempt that submits a
 *     child of the same name means the one that exists
 * @param agent that runs it
 * @param input of it
 * @param priority 0 to 9; null for its parent's
 * @param timeout of one attempt; null for its agent's
 */
public record ChildTask(
        String name,
        String agent,
        JsonNode input,
        @Nullable Integer priority,
        @Nullable Duration timeout) {

    public static final int LONGEST_NAME = 200;

    public ChildTask {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException(
                    "A child's name must have 1 to " + LONGEST_NAME + " characters, got " + AgentJson.excerpt(name));
        }
        Names.requireAgentName(agent);
        if (priority != null && (priority < TaskDefaults.LOWEST_PRIORITY || priority > TaskDefaults.HIGHEST_PRIORITY)) {
            throw new IllegalArgumentException("A child's priority must be 0 to 9, got " + priority);
        }
        if (timeout != null && (!timeout.isPositive() || timeout.compareTo(TaskDefaults.LONGEST_DURATION) > 0)) {
            throw new IllegalArgumentException("A child's timeout must be above 0 and at most "
                    + TaskDefaults.LONGEST_DURATION + ", got " + timeout);
        }
    }

    /**
     * A child with its parent's priority, and its agent's timeout and number of attempts.
     *
     * @param input a {@link JsonNode}, null, or any object that Jackson can write
     */
    public static ChildTask of(String name, String agent, @Nullable Object input) {
        return new ChildTask(name, agent, AgentJson.tree(input), null, null);
    }

    public ChildTask withPriority(int priority) {
        return new ChildTask(name, agent, input, priority, timeout);
    }

    public ChildTask withTimeout(Duration timeout) {
        return new ChildTask(name, agent, input, priority, timeout);
    }
}
