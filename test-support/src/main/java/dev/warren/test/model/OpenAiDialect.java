package dev.warren.test.model;

import dev.warren.test.model.ScriptedReply.Call;
import dev.warren.test.model.ScriptedReply.Says;
import dev.warren.test.model.ScriptedReply.Stop;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions of OpenAI and of all who copy them. */
final class OpenAiDialect implements Dialect {

    @Override
    public String streamType() {
        return "text/event-stream";
    }

    @Override
    public JsonNode whole(Says reply, ModelRequest request) {
        ObjectNode message = Dialect.object().put("role", "assistant");
        if (reply.stop() == Stop.REFUSAL) {
            message.putNull("content").put("refusal", reply.text());
        } else if (reply.text().isEmpty()) {
            message.putNull("content").putNull("refusal");
        } else {
            message.put("content", reply.text()).putNull("refusal");
        }
        if (!reply.calls().isEmpty()) {
            ArrayNode calls = message.putArray("tool_calls");
            reply.calls().forEach(call -> calls.add(call(call)));
        }
        ObjectNode completion = envelope("chat.completion", request);
        completion
                .putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish(reply.stop()))
                .putNull("logprobs")
                .set("message", message);
        completion.set("usage", usage(reply));
        return completion;
    }

    @Override
    public List<String> pieces(Says reply, ModelRequest request) {
        List<String> pieces = new ArrayList<>();
        pieces.add(chunk(request, Dialect.object().put("role", "assistant").put("content", ""), null));
        String field = reply.stop() == Stop.REFUSAL ? "refusal" : "content";
        for (String word : Dialect.words(reply.text())) {
            pieces.add(chunk(request, Dialect.object().put(field, word), null));
        }
        addCalls(pieces, reply.calls(), request);
        pieces.add(chunk(request, Dialect.object(), finish(reply.stop())));
        if (request.body().path("stream_options").path("include_usage").asBoolean(false)) {
            ObjectNode last = envelope("chat.completion.chunk", request);
            last.putArray("choices");
            last.set("usage", usage(reply));
            pieces.add("data: " + last + "\n\n");
        }
        pieces.add("data: [DONE]\n\n");
        return pieces;
    }

    /** Ids and names come once; the arguments of all calls come interleaved and belong together by their index only. */
    private static void addCalls(List<String> pieces, List<Call> calls, ModelRequest request) {
        for (int i = 0; i < calls.size(); i++) {
            ObjectNode first = call(calls.get(i));
            ((ObjectNode) first.path("function")).put("arguments", "");
            pieces.add(chunk(request, withCall(i, first), null));
        }
        for (int half = 0; half < 2; half++) {
            for (int i = 0; i < calls.size(); i++) {
                String part = Dialect.halves(calls.get(i).arguments()).get(half);
                ObjectNode more = Dialect.object();
                more.putObject("function").put("arguments", part);
                pieces.add(chunk(request, withCall(i, more), null));
            }
        }
    }

    private static ObjectNode withCall(int index, ObjectNode call) {
        ObjectNode delta = Dialect.object();
        delta.putArray("tool_calls").add(Dialect.object().put("index", index).setAll(call));
        return delta;
    }

    private static ObjectNode call(Call call) {
        ObjectNode node = Dialect.object().put("id", call.id()).put("type", "function");
        node.putObject("function").put("name", call.name()).put("arguments", call.arguments());
        return node;
    }

    private static String chunk(ModelRequest request, ObjectNode delta, @Nullable String finish) {
        ObjectNode chunk = envelope("chat.completion.chunk", request);
        chunk.putArray("choices")
                .addObject()
                .put("index", 0)
                .put("finish_reason", finish)
                .set("delta", delta);
        chunk.putNull("usage");
        return "data: " + chunk + "\n\n";
    }

    private static ObjectNode envelope(String object, ModelRequest request) {
        return Dialect.object()
                .put("id", "chatcmpl-scripted")
                .put("object", object)
                .put("created", 1_760_000_000)
                .put("model", request.model());
    }

    private static ObjectNode usage(Says reply) {
        return Dialect.object()
                .put("prompt_tokens", reply.inputTokens())
                .put("completion_tokens", reply.outputTokens())
                .put("total_tokens", reply.inputTokens() + reply.outputTokens());
    }

    private static String finish(Stop stop) {
        return switch (stop) {
            case DONE, REFUSAL -> "stop";
            case TOOL_CALLS -> "tool_calls";
            case LENGTH -> "length";
            case CONTENT_FILTER -> "content_filter";
        };
    }

    @Override
    public JsonNode error(int status, String message) {
        ObjectNode error = Dialect.object();
        error.putObject("error")
                .put("message", message)
                .put(
                        "type",
                        status == 429 ? "rate_limit_exceeded" : status < 500 ? "invalid_request_error" : "server_error")
                .putNull("param")
                .putNull("code");
        return error;
    }
}
