package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Usage;
import java.util.List;

/**
 * What a model answered in full. A step of the run keeps it.
 *
 * @param text may be empty where there are calls
 * @param calls tools that the model asks for, in its order
 * @param model that answered, as the endpoint names it
 */
public record ModelReply(String text, List<Call> calls, Usage usage, String model) {

    /**
     * A tool that the model asks for.
     *
     * @param id of the call; empty where the endpoint gives none
     * @param arguments as the model wrote them, maybe no JSON
     */
    public record Call(String id, String name, String arguments) {}

    public ModelReply {
        calls = List.copyOf(calls);
    }

    public ModelReply withCalls(List<Call> calls) {
        return new ModelReply(text, calls, usage, model);
    }
}
