package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Chat completions. */
final class OpenAiWire implements Wire {

    private static final String DONE = "[DONE]";

    @Override
    public void askForStream(ObjectNode body) {
        body.put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        if (body.path("response_format").path("json_schema") instanceof ObjectNode format) {
            // What only OpenAI itself asks of a schema that it shall enforce; any other schema it refuses with 400.
            format.put("strict", StrictSchema.is(format.path("schema")));
        }
    }

    @Override
    public Map<String, String> credentials(String apiKey) {
        return Map.of("Authorization", "Bearer " + apiKey);
    }

    @Override
    public Assembly assembly(Consumer<String> tokens) {
        return new Chunks(tokens);
    }

    @Override
    public Usage usage(JsonNode whole) {
        JsonNode usage = whole.path("usage");
        return new Usage(
                usage.path("prompt_tokens").asLong(0),
                usage.path("completion_tokens").asLong(0));
    }

    @Override
    public void requireAnswer(JsonNode whole) {
        JsonNode choice = whole.path("choices").path(0);
        String refusal = choice.path("message").path("refusal").asString("");
        if (!refusal.isEmpty()) {
            throw failed(ModelFailureException.REFUSED, "The model refused: " + Excerpt.of(refusal), whole);
        }
        switch (choice.path("finish_reason").asString("")) {
            case "content_filter" ->
                throw failed(
                        ModelFailureException.CONTENT_FILTERED,
                        "The endpoint's content filter took the answer away",
                        whole);
            case "length" ->
                throw failed(
                        ModelFailureException.LENGTH, "The model's answer is longer than its limit of tokens", whole);
            default -> {}
        }
    }

    private ModelFailureException failed(String code, String message, JsonNode whole) {
        return new ModelFailureException(Outcome.failed(code, message), usage(whole));
    }

    /** Joins chunks; the pieces of several tool calls may come in any order and belong together by their index. */
    private static final class Chunks implements Assembly {

        private final Consumer<String> tokens;
        private final StringBuilder content = new StringBuilder();
        private final StringBuilder refusal = new StringBuilder();
        private final Map<Integer, CallPieces> calls = new TreeMap<>();
        private @Nullable String finish;
        private @Nullable JsonNode usage;
        private @Nullable JsonNode first;

        private static final class CallPieces {
            private String id = "";
            private String name = "";
            private final StringBuilder arguments = new StringBuilder();
        }

        Chunks(Consumer<String> tokens) {
            this.tokens = tokens;
        }

        @Override
        public void accept(String line) {
            String data = Wire.eventData(line);
            if (data == null || data.isEmpty() || data.equals(DONE)) {
                return;
            }
            JsonNode chunk = JSON.readTree(data);
            if (chunk.path("error").isObject()) {
                throw ModelFailureException.of(Outcome.retry(
                        ModelFailureException.UNAVAILABLE,
                        "The endpoint broke off: "
                                + Excerpt.of(chunk.path("error").path("message").asString(""))));
            }
            first = first == null ? chunk : first;
            if (chunk.path("usage").isObject()) {
                usage = chunk.path("usage");
            }
            JsonNode choice = chunk.path("choices").path(0);
            add(choice.path("delta"));
            if (choice.path("finish_reason").isString()) {
                finish = choice.path("finish_reason").asString();
            }
        }

        private void add(JsonNode delta) {
            String text = delta.path("content").asString("");
            if (!text.isEmpty()) {
                content.append(text);
                tokens.accept(text);
            }
            refusal.append(delta.path("refusal").asString(""));
            int position = 0;
            for (JsonNode piece : delta.path("tool_calls")) {
                CallPieces call =
                        calls.computeIfAbsent(piece.path("index").asInt(position++), index -> new CallPieces());
                call.id = call.id.isEmpty() ? piece.path("id").asString("") : call.id;
                JsonNode function = piece.path("function");
                call.name = call.name.isEmpty() ? function.path("name").asString("") : call.name;
                call.arguments.append(function.path("arguments").asString(""));
            }
        }

        @Override
        public @Nullable JsonNode whole() {
            if (finish == null || first == null) {
                return null;
            }
            ObjectNode message = JSON.createObjectNode().put("role", "assistant");
            message.put("content", content.isEmpty() ? null : content.toString());
            message.put("refusal", refusal.isEmpty() ? null : refusal.toString());
            if (!calls.isEmpty()) {
                ArrayNode list = message.putArray("tool_calls");
                calls.values()
                        .forEach(call -> list.addObject()
                                .put("id", call.id)
                                .put("type", "function")
                                .putObject("function")
                                .put("name", call.name)
                                .put("arguments", call.arguments.toString()));
            }
            ObjectNode whole = JSON.createObjectNode()
                    .put("id", first.path("id").asString(""))
                    .put("object", "chat.completion")
                    .put("created", first.path("created").asLong(0))
                    .put("model", first.path("model").asString(""));
            whole.putArray("choices")
                    .addObject()
                    .put("index", 0)
                    .put("finish_reason", finish)
                    .putNull("logprobs")
                    .set("message", message);
            if (usage != null) {
                whole.set("usage", usage);
            }
            return whole;
        }
    }
}
