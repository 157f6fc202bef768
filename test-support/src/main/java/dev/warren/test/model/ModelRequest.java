package dev.warren.test.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What the server was asked, with the same questions for each dialect.
 *
 * @param path of the request
 * @param headers by lower-case name, the first value of each
 * @param body as it was sent
 */
public record ModelRequest(String path, Map<String, String> headers, JsonNode body) {

    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    public String model() {
        return body.path("model").asString("");
    }

    public boolean streamed() {
        return body.path("stream").asBoolean(false);
    }

    /** The system prompt, empty where there is none. */
    public String system() {
        List<String> texts = new ArrayList<>();
        // Anthropic has it beside the messages, the others among them.
        if (body.has("system")) {
            texts.add(text(body.path("system")));
        }
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asString("").equals("system")) {
                texts.add(text(message.path("content")));
            }
        }
        return String.join("\n", texts);
    }

    /** The text of the last message of this role, empty where there is none. */
    public String last(String role) {
        String last = "";
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asString("").equals(role)) {
                last = text(message.path("content"));
            }
        }
        return last;
    }

    public List<String> tools() {
        List<String> names = new ArrayList<>();
        for (JsonNode tool : body.path("tools")) {
            names.add(
                    tool.has("function")
                            ? tool.path("function").path("name").asString()
                            : tool.path("name").asString());
        }
        return names;
    }

    /** What the tools answered so far, by the id of their call; Ollama has none, so they are #0, #1 …. */
    public Map<String, String> toolResults() {
        Map<String, String> results = new LinkedHashMap<>();
        for (JsonNode message : body.path("messages")) {
            if (message.path("role").asString("").equals("tool")) {
                String key = message.path("tool_call_id").asString("#" + results.size());
                results.put(key, text(message.path("content")));
            }
            for (JsonNode block : message.path("content")) {
                if (block.path("type").asString("").equals("tool_result")) {
                    results.put(block.path("tool_use_id").asString(), text(block.path("content")));
                }
            }
        }
        return results;
    }

    private static String text(JsonNode content) {
        if (content.isString()) {
            return content.asString();
        }
        StringBuilder text = new StringBuilder();
        for (JsonNode part : content) {
            text.append(part.path("text").asString(""));
        }
        return text.toString();
    }
}
