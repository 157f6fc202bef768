package dev.warren.llm.agent;

import dev.warren.llm.endpoint.EndpointKind;
import dev.warren.llm.endpoint.LlmSettings;
import dev.warren.model.trace.Traces;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.StandaloneContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.ai.tool.ToolCallback;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Declared agents on one endpoint, and the part of the platform that passes a conversation from one to the next. */
final class TestAgents {

    static final JsonMapper JSON = JsonMapper.shared();

    private static final int MOST_HANDOFFS = 20;

    private final Map<String, Agent> agents = new LinkedHashMap<>();
    private final LlmRuntime runtime;

    TestAgents(EndpointKind kind, String url, String key, Duration timeout, ToolCallback... tools) {
        var endpoint = new LlmSettings.Endpoint(kind, URI.create(url), key, Set.of(), timeout, 1024);
        this.runtime = new LlmRuntime(new LlmSettings(Map.of("main", endpoint)), List.of(tools), Traces.OFF);
    }

    static TestAgents on(ScriptedModelServer server, EndpointKind kind, ToolCallback... tools) {
        String url = kind == EndpointKind.OPENAI ? server.url() + "/v1" : server.url();
        return new TestAgents(kind, url, "", Duration.ofSeconds(20), tools);
    }

    /** @param definition JSON of the agent; endpoint and model may be left out */
    Agent declare(String name, String definition) {
        ObjectNode json = (ObjectNode) JSON.readTree(definition);
        if (!json.has("endpoint")) {
            json.put("endpoint", "main");
        }
        if (!json.has("model")) {
            json.put("model", "small");
        }
        Agent agent = runtime.agent(new AgentDefinition(name, "1", json));
        agents.put(name, agent);
        return agent;
    }

    /** Runs a task to its end, with as many attempts as it has handoffs. */
    Outcome run(String first, StandaloneContext context) throws Exception {
        String active = first;
        List<String> seen = new ArrayList<>(List.of(first));
        StandaloneContext current =
                context.withConversation(context.conversation().withAgents(seen));
        for (int hop = 0; hop <= MOST_HANDOFFS; hop++) {
            Outcome outcome = agents.get(active).run(current);
            if (!(outcome instanceof Outcome.HandedOff handedOff)) {
                return outcome;
            }
            active = handedOff.agent();
            seen.add(active);
            current = current.withConversation(handedOff.conversation().withAgents(seen));
        }
        throw new AssertionError("The conversation was handed over more than " + MOST_HANDOFFS + " times");
    }

    JsonNode complete(String first, Object input) throws Exception {
        return output(run(first, AgentContext.of(input)));
    }

    static JsonNode output(Outcome outcome) {
        if (outcome instanceof Outcome.Completed completed) {
            return completed.output();
        }
        throw new AssertionError("Not completed but " + outcome);
    }
}
