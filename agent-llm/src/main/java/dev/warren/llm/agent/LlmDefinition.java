package dev.warren.llm.agent;

import dev.warren.model.topology.Names;
import dev.warren.worker.agent.AgentDefinition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What an agent of kind {@code llm} says beyond what all kinds say.
 *
 * @param instructions of the model, with {@code {{name}}} where a context variable belongs
 * @param temperature null for the model's own
 * @param maxTurns replies of models in one conversation, 1 to {@value #MOST_TURNS}
 * @param maxTokens of one reply; null for the endpoint's default
 * @param maxTotalTokens of the whole run, in and out; null for no limit
 * @param outputSchema of what the agent answers; null for text
 */
record LlmDefinition(
        String name,
        String instructions,
        String model,
        @Nullable Double temperature,
        List<DeclaredTool> tools,
        Set<String> handoffs,
        int maxTurns,
        @Nullable Integer maxTokens,
        @Nullable Integer maxTotalTokens,
        @Nullable JsonNode outputSchema) {

    static final int DEFAULT_TURNS = 20;
    static final int MOST_TURNS = 100;

    /** A tool as it was declared. */
    sealed interface DeclaredTool {

        /** A tool of the worker. */
        record Bean(String name) implements DeclaredTool {}

        /**
         * Another agent, whose task is a child of this one.
         *
         * @param inputSchema of its input; null where the model is only told to give one
         */
        record OtherAgent(
                String agent, String description, @Nullable JsonNode inputSchema) implements DeclaredTool {}
    }

    /** @throws IllegalArgumentException where the definition cannot be read, naming the field */
    static LlmDefinition of(AgentDefinition agent) {
        JsonNode json = agent.definition();
        JsonNode temperature = json.path("temperature");
        if (!temperature.isMissingNode() && !temperature.isNull() && !temperature.isNumber()) {
            throw refused(agent, "temperature must be a number, got " + temperature);
        }
        Integer turns = number(agent, "maxTurns", MOST_TURNS);
        JsonNode schema = json.get("outputSchema");
        return new LlmDefinition(
                agent.name(),
                text(agent, "instructions", ""),
                text(agent, "model", null),
                temperature.isNumber() ? temperature.asDouble() : null,
                tools(agent),
                handoffs(agent),
                turns == null ? DEFAULT_TURNS : turns,
                number(agent, "maxTokens", Integer.MAX_VALUE),
                number(agent, "maxTotalTokens", Integer.MAX_VALUE),
                schema == null || schema.isNull() ? null : schema);
    }

    private static List<DeclaredTool> tools(AgentDefinition agent) {
        List<DeclaredTool> tools = new ArrayList<>();
        for (JsonNode tool : agent.definition().path("tools")) {
            if (tool.path("agent").isString()) {
                String other = Names.requireAgentName(tool.path("agent").asString());
                tools.add(new DeclaredTool.OtherAgent(
                        other,
                        tool.path("description").asString("Runs the agent '" + other + "'."),
                        tool.path("inputSchema").isObject() ? tool.path("inputSchema") : null));
            } else if (tool.path("name").isString()) {
                tools.add(new DeclaredTool.Bean(tool.path("name").asString()));
            } else {
                throw refused(agent, "tools: each must have a 'name' or an 'agent', got " + tool);
            }
        }
        return tools;
    }

    private static Set<String> handoffs(AgentDefinition agent) {
        Set<String> names = new LinkedHashSet<>();
        for (JsonNode name : agent.definition().path("handoffs")) {
            names.add(Names.requireAgentName(name.asString("")));
        }
        return names;
    }

    private static String text(AgentDefinition agent, String field, @Nullable String otherwise) {
        JsonNode value = agent.definition().path(field);
        if (value.isString() && !(otherwise == null && value.asString().isBlank())) {
            return value.asString();
        }
        if (otherwise == null || !(value.isMissingNode() || value.isNull())) {
            throw refused(agent, field + " must be a string, got " + value);
        }
        return otherwise;
    }

    private static @Nullable Integer number(AgentDefinition agent, String field, int most) {
        JsonNode value = agent.definition().path(field);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.asInt() < 1 || value.asInt() > most) {
            throw refused(agent, field + " must be a whole number from 1 to " + most + ", got " + value);
        }
        return value.asInt();
    }

    private static IllegalArgumentException refused(AgentDefinition agent, String what) {
        return new IllegalArgumentException("Agent '" + agent.name() + "': " + what);
    }
}
