package dev.warren.llm.endpoint;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.databind.JsonNode;

/**
 * What a model is asked.
 *
 * @param temperature as the model's maker defines it; null for the model's own
 * @param maxTokens of the reply; null for the endpoint's default
 * @param messages the system prompt first
 * @param tools the model may ask for
 * @param outputSchema JSON Schema of a reply that is JSON; null for text
 */
public record ModelRequest(
        String model,
        @Nullable Double temperature,
        @Nullable Integer maxTokens,
        List<Message> messages,
        List<ToolDefinition> tools,
        @Nullable JsonNode outputSchema) {}
