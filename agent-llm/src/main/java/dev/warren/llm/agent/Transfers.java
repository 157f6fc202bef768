package dev.warren.llm.agent;

import dev.warren.worker.agent.Conversation;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.databind.JsonNode;

/** The agents that an agent may hand its conversation to, each a function for the model. */
final class Transfers {

    /** Handoffs of one run. */
    static final int MOST_HOPS = 10;

    private static final String PREFIX = "transfer_to_";
    private static final String NO_ARGUMENTS = "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";

    /** Of a function, as OpenAI has it. */
    private static final int LONGEST_NAME = 64;

    private final Map<String, String> agents = new LinkedHashMap<>();

    Transfers(Set<String> handoffs) {
        handoffs.forEach(agent -> agents.put(function(agent), agent));
    }

    private static String function(String agent) {
        String name = PREFIX + agent;
        if (name.length() <= LONGEST_NAME) {
            return name;
        }
        var sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return name.substring(0, LONGEST_NAME - 9) + "-" + "%08x".formatted(sum.getValue());
    }

    List<ToolDefinition> definitions() {
        return agents.entrySet().stream()
                .<ToolDefinition>map(transfer -> ToolDefinition.builder()
                        .name(transfer.getKey())
                        .description("Hands the conversation over to the agent '" + transfer.getValue()
                                + "', who goes on with it.")
                        .inputSchema(NO_ARGUMENTS)
                        .build())
                .toList();
    }

    /** The agent that a function of this name stands for; null where it stands for none. */
    @Nullable
    String agent(String function) {
        return agents.get(function);
    }

    /** What the model is told about a call that hands over. */
    static String answer(String agent) {
        return Messages.JSON.createObjectNode().put("assistant", agent).toString();
    }

    /**
     * Why the conversation must not go from one agent to the other: it did so before and nothing new was said since, or it
     * went around too often. Null where it may.
     */
    static @Nullable String objection(Conversation conversation, List<JsonNode> messages, String from, String to) {
        for (JsonNode message : messages.reversed()) {
            switch (message.path("role").asString("")) {
                case "assistant" -> {
                    // What an agent says while it hands over is nothing for the others to work with.
                }
                case "tool" -> {
                    if (!message.path("toolName").asString("").startsWith(PREFIX)) {
                        return tooMany(conversation);
                    }
                    if (message.path("sender").asString("").equals(from)
                            && message.path("content").asString("").equals(answer(to))) {
                        return "The agents hand the conversation around in a circle: '" + from + "' gives it to '" + to
                                + "' again, and nothing new was said since the last time";
                    }
                }
                default -> {
                    return tooMany(conversation);
                }
            }
        }
        return tooMany(conversation);
    }

    private static @Nullable String tooMany(Conversation conversation) {
        int hops = conversation.agents().size() - 1;
        return hops < MOST_HOPS
                ? null
                : "The conversation was handed over " + hops + " times, and may be at most " + MOST_HOPS + " times";
    }
}
