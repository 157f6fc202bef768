package dev.warren.llm.agent;

import dev.warren.llm.endpoint.ModelEndpoint;
import dev.warren.llm.endpoint.ModelFailureException;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An agent that is declared as data and runs on a language model. */
final class LlmAgent implements Agent {

    private static final Logger LOG = LoggerFactory.getLogger(LlmAgent.class);

    private final AgentDescription description;
    private final Parts parts;

    /** What an agent is made of, the same in all its attempts. */
    record Parts(
            LlmDefinition definition,
            ModelEndpoint endpoint,
            ToolBox tools,
            Transfers transfers,
            ExpectedOutput output) {}

    LlmAgent(AgentDescription description, Parts parts) {
        this.description = description;
        this.parts = parts;
    }

    @Override
    public AgentDescription description() {
        return description;
    }

    @Override
    public Outcome run(AgentContext context) throws Exception {
        try {
            return new RunTurns(parts, context).run();
        } catch (ModelFailureException e) {
            LOG.debug("Task {}: no answer of the model", context.taskId(), e);
            return e.outcome();
        } catch (ToolFailedException e) {
            LOG.warn("Task {}: {}", context.taskId(), e.getMessage(), e.getCause());
            return Outcome.retry(ToolFailedException.CODE, e.getMessage());
        }
    }
}
