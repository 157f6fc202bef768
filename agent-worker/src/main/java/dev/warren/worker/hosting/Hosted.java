package dev.warren.worker.hosting;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.schema.OutputSchema;
import org.jspecify.annotations.Nullable;

/** An agent that is ready to run here: what it said of itself when it was asked, and the schema of its output. */
public record Hosted(
        Agent agent, AgentDescription description, @Nullable OutputSchema outputSchema) {

    /** @throws IllegalArgumentException where its output schema cannot be used */
    public static Hosted of(Agent agent) {
        AgentDescription description = agent.description();
        try {
            return new Hosted(
                    agent,
                    description,
                    description.outputSchema() == null ? null : OutputSchema.of(description.outputSchema()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("Agent '" + description.name() + "': " + e.getMessage(), e);
        }
    }
}
