package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The messages API. */
final class AnthropicWire implements Wire {

    @Override
    public void askForStream(ObjectNode body) {
        body.put("stream", true);
    }

    @Override
    public Map<String, String> credentials(String apiKey) {
        return Map.of("x-api-key", apiKey);
    }

    @Override
    public Assembly assembly(Consumer<String> tokens) {
        return new Events(tokens);
    }

    @Override
    public Usage usage(JsonNode whole) {
        JsonNode usage = whole.path("usage");
        // What is read from or written to its cache is not among the input tokens.
        long input = usage.path("input_tokens").asLong(0)
                + usage.path("cache_creation_input_tokens").asLong(0)
                + usage.path("cache_read_input_tokens").asLong(0);
        return new Usage(input, usage.path("output_tokens").asLong(0));
    }

    @Override
    public void requireAnswer(JsonNode whole) {
        switch (whole.path("stop_reason").asString("")) {
            case "refusal" ->
                throw new ModelFailureException(
                        Outcome.failed(ModelFailureException.REFUSED, "The model refused" + said(whole)), usage(whole));
            case "max_tokens", "model_context_window_exceeded" ->
                throw new ModelFailureException(
                        Outcome.failed(
                                ModelFailureException.LENGTH, "The model's answer is longer than its limit of tokens"),
                        usage(whole));
            default -> {}
        }
    }

    private static String said(JsonNode whole) {
        StringBuilder text = new StringBuilder();
        whole.path("content").forEach(block -> text.append(block.path("text").asString("")));
        return text.isEmpty() ? "" : ": " + Excerpt.of(text.toString());
    }

    private static final class Events implements Assembly {

        private final Consumer<String> tokens;
        private final Map<Integer, ObjectNode> blocks = new TreeMap<>();
        private final Map<Integer, StringBuilder> pieces = new TreeMap<>();
        private @Nullable ObjectNode message;
        private boolean ended;

        Events(Consumer<String> tokens) {
            this.tokens = tokens;
        }

        @Override
        public void accept(String line) {
            String data = Wire.eventData(line);
            if (data == null || data.isEmpty()) {
                return;
            }
            JsonNode event = JSON.readTree(data);
            int index = event.path("index").asInt(0);
            switch (event.path("type").asString("")) {
                case "message_start" -> message = event.path("message") instanceof ObjectNode begun ? begun : null;
                case "content_block_start" -> {
                    if (event.path("content_block") instanceof ObjectNode block) {
                        blocks.put(index, block);
                        pieces.put(index, new StringBuilder(block.path("text").asString("")));
                    }
                }
                case "content_block_delta" -> add(index, event.path("delta"));
                case "message_delta" -> end(event);
                case "message_stop" -> ended = true;
                case "error" -> throw failure(event.path("error"));
                default -> {}
            }
        }

        private void add(int index, JsonNode delta) {
            String text = delta.path("text").asString("");
            if (!text.isEmpty()) {
                tokens.accept(text);
            }
            StringBuilder soFar = pieces.computeIfAbsent(index, none -> new StringBuilder());
            soFar.append(text).append(delta.path("partial_json").asString(""));
        }

        private void end(JsonNode event) {
            if (message == null) {
                return;
            }
            message.set("stop_reason", event.path("delta").path("stop_reason"));
            ObjectNode usage = message.path("usage") instanceof ObjectNode known ? known : message.putObject("usage");
            event.path("usage").properties().forEach(count -> usage.set(count.getKey(), count.getValue()));
        }

        private static ModelFailureException failure(JsonNode error) {
            String code = error.path("type").asString("").equals("rate_limit_error")
                    ? ModelFailureException.RATE_LIMITED
                    : ModelFailureException.UNAVAILABLE;
            return ModelFailureException.of(Outcome.retry(
                    code,
                    "The endpoint broke off: "
                            + Excerpt.of(error.path("message").asString(""))));
        }

        @Override
        public @Nullable JsonNode whole() {
            if (message == null || !ended) {
                return null;
            }
            ArrayNode content = message.putArray("content");
            blocks.forEach((index, block) -> {
                String joined = pieces.getOrDefault(index, new StringBuilder()).toString();
                switch (block.path("type").asString("")) {
                    case "text" -> content.add(block.put("text", joined));
                    case "tool_use" -> content.add(withInput(block, joined));
                    // Thinking is not shown to anybody, and needs a signature to be sent back.
                    default -> {}
                }
            });
            return message;
        }

        private static ObjectNode withInput(ObjectNode block, String joined) {
            if (joined.isBlank()) {
                block.putObject("input");
                return block;
            }
            try {
                block.set("input", JSON.readTree(joined));
            } catch (JacksonException e) {
                // As text, so that the model can be told what is wrong with it.
                block.put("input", joined);
            }
            return block;
        }
    }
}
