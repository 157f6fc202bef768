package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The chat API of Ollama: one JSON object a line. */
final class OllamaWire implements Wire {

    @Override
    public void askForStream(ObjectNode body) {
        body.put("stream", true);
    }

    @Override
    public Map<String, String> credentials(String apiKey) {
        return Map.of("Authorization", "Bearer " + apiKey);
    }

    @Override
    public Assembly assembly(Consumer<String> tokens) {
        return new Lines(tokens);
    }

    @Override
    public Usage usage(JsonNode whole) {
        return new Usage(
                whole.path("prompt_eval_count").asLong(0),
                whole.path("eval_count").asLong(0));
    }

    @Override
    public void requireAnswer(JsonNode whole) {
        if (whole.path("done_reason").asString("").equals("length")) {
            throw new ModelFailureException(
                    Outcome.failed(
                            ModelFailureException.LENGTH, "The model's answer is longer than its limit of tokens"),
                    usage(whole));
        }
    }

    private static final class Lines implements Assembly {

        private final Consumer<String> tokens;
        private final StringBuilder content = new StringBuilder();
        private final ArrayNode calls = JSON.createArrayNode();
        private @Nullable ObjectNode last;

        Lines(Consumer<String> tokens) {
            this.tokens = tokens;
        }

        @Override
        public void accept(String line) {
            if (line.isBlank() || !(JSON.readTree(line) instanceof ObjectNode part)) {
                return;
            }
            if (part.has("error")) {
                throw ModelFailureException.of(Outcome.retry(
                        ModelFailureException.UNAVAILABLE,
                        "The endpoint broke off: "
                                + Excerpt.of(part.path("error").asString(""))));
            }
            JsonNode message = part.path("message");
            String text = message.path("content").asString("");
            if (!text.isEmpty()) {
                content.append(text);
                tokens.accept(text);
            }
            message.path("tool_calls").forEach(calls::add);
            if (part.path("done").asBoolean(false)) {
                last = part;
            }
        }

        @Override
        public @Nullable JsonNode whole() {
            if (last == null) {
                return null;
            }
            ObjectNode message =
                    last.putObject("message").put("role", "assistant").put("content", content.toString());
            if (!calls.isEmpty()) {
                message.set("tool_calls", calls);
            }
            return last;
        }
    }
}
