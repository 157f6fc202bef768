package dev.warren.test.model;

import dev.warren.test.model.ScriptedReply.Call;
import dev.warren.test.model.ScriptedReply.Says;
import dev.warren.test.model.ScriptedReply.Stop;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages API of Anthropic. */
final class AnthropicDialect implements Dialect {

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public JsonNode whole(Says reply, ModelRequest request) {
        ObjectNode message = message(request);
        ArrayNode content = (ArrayNode) message.path("content");
        if (!reply.text().isEmpty()) {
            content.addObject().put("type", "text").put("text", reply.text());
        }
        for (Call call : reply.calls()) {
            content.add(toolUse(call, JSON.readTree(call.arguments())));
        }
        message.put("stop_reason", stop(reply.stop()));
        message.putObject("usage").put("input_tokens", reply.inputTokens()).put("output_tokens", reply.outputTokens());
        return message;
    }

    @Override
    public List<String> pieces(Says reply, ModelRequest request) {
        List<String> pieces = new ArrayList<>();
        ObjectNode message = message(request);
        message.putObject("usage").put("input_tokens", reply.inputTokens()).put("output_tokens", 1);
        pieces.add(event("message_start", Dialect.object().set("message", message)));
        pieces.add(event("ping", Dialect.object()));
        int index = 0;
        if (!reply.text().isEmpty()) {
            pieces.add(start(index, Dialect.object().put("type", "text").put("text", "")));
            for (String word : Dialect.words(reply.text())) {
                pieces.add(
                        delta(index, Dialect.object().put("type", "text_delta").put("text", word)));
            }
            pieces.add(end(index++));
        }
        for (Call call : reply.calls()) {
            pieces.add(start(index, toolUse(call, Dialect.object())));
            for (String half : Dialect.halves(call.arguments())) {
                pieces.add(delta(
                        index, Dialect.object().put("type", "input_json_delta").put("partial_json", half)));
            }
            pieces.add(end(index++));
        }
        ObjectNode last = Dialect.object();
        last.putObject("delta").put("stop_reason", stop(reply.stop())).putNull("stop_sequence");
        last.putObject("usage").put("output_tokens", reply.outputTokens());
        pieces.add(event("message_delta", last));
        pieces.add(event("message_stop", Dialect.object()));
        return pieces;
    }

    private static ObjectNode message(ModelRequest request) {
        ObjectNode message = Dialect.object()
                .put("id", "msg_scripted")
                .put("type", "message")
                .put("role", "assistant")
                .put("model", request.model());
        message.putArray("content");
        return message.putNull("stop_reason").putNull("stop_sequence");
    }

    private static ObjectNode toolUse(Call call, JsonNode input) {
        ObjectNode block =
                Dialect.object().put("type", "tool_use").put("id", call.id()).put("name", call.name());
        block.set("input", input);
        return block;
    }

    private static String start(int index, ObjectNode block) {
        ObjectNode data = Dialect.object().put("index", index);
        data.set("content_block", block);
        return event("content_block_start", data);
    }

    private static String delta(int index, ObjectNode delta) {
        ObjectNode data = Dialect.object().put("index", index);
        data.set("delta", delta);
        return event("content_block_delta", data);
    }

    private static String end(int index) {
        return event("content_block_stop", Dialect.object().put("index", index));
    }

    private static String event(String type, ObjectNode data) {
        return "event: " + type + "\ndata: "
                + Dialect.object().put("type", type).setAll(data) + "\n\n";
    }

    private static String stop(Stop stop) {
        return switch (stop) {
            case DONE -> "end_turn";
            case TOOL_CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
            case REFUSAL, CONTENT_FILTER -> "refusal";
        };
    }

    @Override
    public JsonNode error(int status, String message) {
        String type = switch (status) {
            case 401 -> "authentication_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            case 529 -> "overloaded_error";
            default -> status < 500 ? "invalid_request_error" : "api_error";
        };
        ObjectNode error = Dialect.object().put("type", "error");
        error.putObject("error").put("type", type).put("message", message);
        return error;
    }
}
