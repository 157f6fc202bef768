package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Usage;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What a wire format has of its own below Spring AI: its stream, its credentials, and the ends that are no answer. */
interface Wire {

    JsonMapper JSON = JsonMapper.shared();

    /** Makes a request for a whole reply one for a stream. */
    void askForStream(ObjectNode body);

    Map<String, String> credentials(String apiKey);

    /**
     * What joins the pieces of a stream to the reply that the endpoint would have given as a whole.
     *
     * @param tokens is told each piece of text as it comes
     */
    Assembly assembly(Consumer<String> tokens);

    Usage usage(JsonNode whole);

    /** @throws ModelFailureException where the reply ended early, was refused or filtered */
    void requireAnswer(JsonNode whole);

    /** A reply while it comes. */
    interface Assembly {

        /**
         * Takes one line of the stream.
         *
         * @throws ModelFailureException where it tells of an error
         */
        void accept(String line);

        /** The whole reply; null while its end is missing. */
        @Nullable
        JsonNode whole();
    }

    /** The payload of a line of server-sent events; null where it has none. */
    static @Nullable String eventData(String line) {
        return line.startsWith("data:") ? line.substring("data:".length()).strip() : null;
    }
}
