package dev.warren.llm.agent;

import dev.warren.llm.agent.LlmDefinition.DeclaredTool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The tools of one agent. */
final class ToolBox {

    private static final String INPUT = "input";

    /** A tool that the model may call. */
    sealed interface Tool {

        ToolDefinition definition();

        Schema schema();

        record Bean(ToolCallback callback, Schema schema, TraceTools trace) implements Tool {
            @Override
            public ToolDefinition definition() {
                return callback.getToolDefinition();
            }
        }

        /** @param wrapped whether the agent's input is the argument of that name, or all arguments together */
        record OtherAgent(String agent, ToolDefinition definition, Schema schema, boolean wrapped) implements Tool {

            JsonNode input(JsonNode arguments) {
                return wrapped ? arguments.path(INPUT) : arguments;
            }
        }
    }

    private final Map<String, Tool> tools = new LinkedHashMap<>();
    private final TraceTools trace;

    /**
     * @param beans tools of the worker by their names
     * @throws IllegalArgumentException where the worker does not have one of them, or two have one name
     */
    ToolBox(LlmDefinition agent, Map<String, ToolCallback> beans, TraceTools trace) {
        this.trace = trace;
        for (DeclaredTool declared : agent.tools()) {
            Tool tool = switch (declared) {
                case DeclaredTool.Bean bean -> bean(agent, bean, beans);
                case DeclaredTool.OtherAgent other -> otherAgent(other);
            };
            if (tools.put(tool.definition().name(), tool) != null) {
                throw new IllegalArgumentException("Agent '" + agent.name() + "': two tools are called '"
                        + tool.definition().name() + "'");
            }
        }
    }

    private Tool bean(LlmDefinition agent, DeclaredTool.Bean declared, Map<String, ToolCallback> beans) {
        ToolCallback callback = beans.get(declared.name());
        if (callback == null) {
            throw new IllegalArgumentException("Agent '" + agent.name() + "': this worker has no tool '"
                    + declared.name() + "', it has " + (beans.isEmpty() ? "none" : String.join(", ", beans.keySet())));
        }
        return new Tool.Bean(callback, schema(callback.getToolDefinition().inputSchema()), trace);
    }

    private static Tool otherAgent(DeclaredTool.OtherAgent declared) {
        boolean wrapped = declared.inputSchema() == null;
        ObjectNode input = Messages.JSON.createObjectNode();
        input.put("type", "object");
        input.putObject("properties").putObject(INPUT).put("description", "Input of the agent: text, or any JSON.");
        input.putArray("required").add(INPUT);
        String schema = (declared.inputSchema() == null ? input : declared.inputSchema()).toString();
        ToolDefinition definition = ToolDefinition.builder()
                .name(declared.agent())
                .description(declared.description())
                .inputSchema(schema)
                .build();
        return new Tool.OtherAgent(declared.agent(), definition, schema(schema), wrapped);
    }

    private static Schema schema(String json) {
        try {
            return new Schema(Messages.JSON.readTree(json.isBlank() ? "{}" : json));
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The schema of a tool is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    List<ToolDefinition> definitions() {
        return tools.values().stream().map(Tool::definition).toList();
    }

    @Nullable
    Tool find(String name) {
        return tools.get(name);
    }

    List<String> names() {
        return new ArrayList<>(tools.keySet());
    }
}
