package dev.warren.llm.agent;

import dev.warren.llm.endpoint.ModelReply;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Usage;
import java.util.ArrayList;
import java.util.List;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Between the messages of a conversation and Spring AI's. */
final class Messages {

    static final JsonMapper JSON = JsonMapper.shared();

    private Messages() {}

    static ObjectNode user(String text) {
        return JSON.createObjectNode().put("role", "user").put("content", text);
    }

    static ObjectNode assistant(String agent, ModelReply reply) {
        ObjectNode message = JSON.createObjectNode().put("role", "assistant");
        message.put("content", reply.text().isEmpty() ? null : reply.text());
        message.put("sender", agent);
        if (!reply.calls().isEmpty()) {
            ArrayNode calls = message.putArray("toolCalls");
            for (ModelReply.Call call : reply.calls()) {
                calls.addObject()
                        .put("id", call.id())
                        .put("name", call.name())
                        .set("arguments", readable(call.arguments()));
            }
        }
        message.putObject("usage")
                .put("inputTokens", reply.usage().inputTokens())
                .put("outputTokens", reply.usage().outputTokens());
        return message;
    }

    static ObjectNode tool(String agent, ModelReply.Call call, String answer) {
        return JSON.createObjectNode()
                .put("role", "tool")
                .put("content", answer)
                .put("sender", agent)
                .put("toolName", call.name())
                .put("toolCallId", call.id());
    }

    /** What the reply that this message holds has used. */
    static Usage usage(JsonNode message) {
        JsonNode usage = message.path("usage");
        return new Usage(
                Math.max(0, usage.path("inputTokens").asLong(0)),
                Math.max(0, usage.path("outputTokens").asLong(0)));
    }

    /** @throws InvalidInputException where one of them is no message, naming it */
    static List<Message> toSpring(List<JsonNode> messages) {
        List<Message> spring = new ArrayList<>();
        List<ToolResponseMessage.ToolResponse> answers = new ArrayList<>();
        for (int i = 0; i < messages.size(); i++) {
            JsonNode message = messages.get(i);
            String role = message.path("role").asString("");
            if (!role.equals("tool") && !answers.isEmpty()) {
                // The answers to the calls of one reply belong into one message.
                spring.add(ToolResponseMessage.builder()
                        .responses(List.copyOf(answers))
                        .build());
                answers.clear();
            }
            switch (role) {
                case "user" -> spring.add(new UserMessage(text(message.path("content"))));
                case "assistant" -> spring.add(assistant(message));
                case "tool" ->
                    answers.add(new ToolResponseMessage.ToolResponse(
                            message.path("toolCallId").asString(""),
                            message.path("toolName").asString(""),
                            text(message.path("content"))));
                default -> throw new InvalidInputException("messages[" + i + "].role: must be user, assistant or tool");
            }
        }
        if (!answers.isEmpty()) {
            spring.add(ToolResponseMessage.builder().responses(answers).build());
        }
        return spring;
    }

    private static AssistantMessage assistant(JsonNode message) {
        List<AssistantMessage.ToolCall> calls = new ArrayList<>();
        for (JsonNode call : message.path("toolCalls")) {
            JsonNode arguments = call.path("arguments");
            calls.add(new AssistantMessage.ToolCall(
                    call.path("id").asString(""),
                    "function",
                    call.path("name").asString(""),
                    // Two of the three wire formats can say an object only.
                    arguments.isObject() ? arguments.toString() : "{}"));
        }
        return AssistantMessage.builder()
                .content(text(message.path("content")))
                .toolCalls(calls)
                .build();
    }

    static String text(JsonNode content) {
        if (content.isMissingNode() || content.isNull()) {
            return "";
        }
        return content.isString() ? content.asString() : content.toString();
    }

    private static JsonNode readable(String arguments) {
        try {
            return JSON.readTree(arguments);
        } catch (JacksonException e) {
            return JSON.getNodeFactory().stringNode(arguments);
        }
    }
}
