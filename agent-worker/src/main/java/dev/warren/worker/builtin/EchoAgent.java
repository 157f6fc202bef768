package dev.warren.worker.builtin;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;

/** Answers with its input. */
class EchoAgent implements Agent {

    @Override
    public AgentDescription description() {
        return AgentDescription.named("echo")
                .withDescription("Answers with its input.")
                .withCapabilities("echo")
                .withInputSchema("true")
                .withOutputSchema("true");
    }

    @Override
    public Outcome run(AgentContext context) {
        return Outcome.completed(context.input());
    }
}
