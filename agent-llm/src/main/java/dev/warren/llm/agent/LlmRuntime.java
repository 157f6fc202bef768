package dev.warren.llm.agent;

import dev.warren.llm.endpoint.LlmSettings;
import dev.warren.llm.endpoint.ModelEndpoint;
import dev.warren.model.trace.Traces;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentRuntime;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.ai.tool.ToolCallback;
import tools.jackson.databind.JsonNode;

/** Runs the declared agents of kind {@code llm} on the endpoints of models that this worker reaches. */
public final class LlmRuntime implements AgentRuntime {

    public static final String KIND = "llm";

    private final Map<String, ModelEndpoint> endpoints = new TreeMap<>();
    private final Map<String, ToolCallback> tools = new TreeMap<>();
    private final Traces traces;

    /**
     * @param tools that declared agents may name
     * @throws IllegalArgumentException where two tools have one name
     */
    public LlmRuntime(LlmSettings settings, Collection<? extends ToolCallback> tools, Traces traces) {
        this.traces = traces;
        settings.endpoints().forEach((name, endpoint) -> endpoints.put(name, ModelEndpoint.of(name, endpoint, traces)));
        for (ToolCallback tool : tools) {
            String name = tool.getToolDefinition().name();
            if (this.tools.put(name, tool) != null) {
                throw new IllegalArgumentException("Two tools are called '" + name + "'");
            }
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Set<String> endpoints() {
        return Set.copyOf(endpoints.keySet());
    }

    @Override
    public Agent agent(AgentDefinition declared) {
        ModelEndpoint endpoint = endpoints.get(declared.endpoint());
        if (endpoint == null) {
            throw new IllegalArgumentException("Agent '" + declared.name() + "': this worker does not reach endpoint '"
                    + declared.endpoint() + "', it reaches " + endpoints.keySet());
        }
        LlmDefinition definition = LlmDefinition.of(declared);
        if (!endpoint.offers(definition.model())) {
            throw new IllegalArgumentException("Agent '" + declared.name() + "': endpoint '" + endpoint.name()
                    + "' does not offer model '" + definition.model() + "'");
        }
        var output = new ExpectedOutput(definition.outputSchema());
        AgentDescription description = declared.description();
        JsonNode wholeOutput = output.ofWholeOutput();
        if (wholeOutput != null) {
            // What is declared is the answer's; a task's output has the conversation beside it.
            description = description.withOutputSchema(wholeOutput);
        }
        return new LlmAgent(
                description,
                new LlmAgent.Parts(
                        definition,
                        endpoint,
                        new ToolBox(definition, tools, new TraceTools(traces)),
                        new Transfers(definition.handoffs()),
                        output));
    }
}
