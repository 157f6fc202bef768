package dev.warren.test.model;

import dev.warren.test.model.ScriptedReply.Call;
import dev.warren.test.model.ScriptedReply.Says;
import dev.warren.test.model.ScriptedReply.Stop;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The chat API of Ollama: its stream is one JSON object a line, and its tool calls have no ids. */
final class OllamaDialect implements Dialect {

    @Override
    public String streamType() {
        return "application/x-ndjson";
    }

    @Override
    public JsonNode whole(Says reply, ModelRequest request) {
        ObjectNode message = message(reply.text());
        if (!reply.calls().isEmpty()) {
            message.set("tool_calls", calls(reply));
        }
        return end(reply, request, message);
    }

    @Override
    public List<String> pieces(Says reply, ModelRequest request) {
        List<String> pieces = new ArrayList<>();
        for (String word : Dialect.words(reply.text())) {
            pieces.add(part(request, message(word)).put("done", false) + "\n");
        }
        if (!reply.calls().isEmpty()) {
            ObjectNode message = message("");
            message.set("tool_calls", calls(reply));
            pieces.add(part(request, message).put("done", false) + "\n");
        }
        pieces.add(end(reply, request, message("")) + "\n");
        return pieces;
    }

    private static ObjectNode message(String content) {
        return Dialect.object().put("role", "assistant").put("content", content);
    }

    private static ArrayNode calls(Says reply) {
        ArrayNode calls = JSON.createArrayNode();
        for (Call call : reply.calls()) {
            ObjectNode function = calls.addObject().putObject("function").put("name", call.name());
            function.set("arguments", JSON.readTree(call.arguments()));
        }
        return calls;
    }

    private static ObjectNode part(ModelRequest request, ObjectNode message) {
        ObjectNode part =
                Dialect.object().put("model", request.model()).put("created_at", "2026-01-01T00:00:00.000000Z");
        part.set("message", message);
        return part;
    }

    private static ObjectNode end(Says reply, ModelRequest request, ObjectNode message) {
        return part(request, message)
                .put("done", true)
                .put("done_reason", reply.stop() == Stop.LENGTH ? "length" : "stop")
                .put("total_duration", 1_000_000L)
                .put("load_duration", 1_000L)
                .put("prompt_eval_count", reply.inputTokens())
                .put("prompt_eval_duration", 1_000L)
                .put("eval_count", reply.outputTokens())
                .put("eval_duration", 1_000L);
    }

    @Override
    public JsonNode error(int status, String message) {
        return Dialect.object().put("error", message);
    }
}
