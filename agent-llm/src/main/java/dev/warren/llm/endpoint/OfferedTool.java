package dev.warren.llm.endpoint;

import org.springframework.ai.tool.ToolCallback;
import org.springframework.ai.tool.definition.ToolDefinition;

/** A tool as Spring AI shows it to a model. It is never called: the agent's loop does that, as a step of the run. */
record OfferedTool(ToolDefinition definition) implements ToolCallback {

    @Override
    public ToolDefinition getToolDefinition() {
        return definition;
    }

    @Override
    public String call(String arguments) {
        throw new UnsupportedOperationException(
                "Tool '" + definition.name() + "' is called by the agent, not by Spring AI");
    }
}
