package dev.warren.httpagent.wire;

import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What an agent answers in the end. */
public sealed interface Answer {

    /** What the agent used of a model on its way here. */
    Usage usage();

    /** The task is done. */
    record Output(JsonNode output, Usage usage) implements Answer {}

    /** Another agent goes on. */
    record Handoff(String agent, Change change, Usage usage) implements Answer {}

    /** A human must answer first. */
    record Ask(Question question, Change change, Usage usage) implements Answer {}

    /** It did not work. */
    record Failure(
            String code,
            String message,
            boolean retryable,
            @Nullable Duration retryAfter,
            Usage usage) implements Answer {}

    /**
     * What the agent changes of the conversation.
     *
     * @param messages in place of those there were, an array; null to keep them
     * @param variables in place of those there were, an object; null to keep them
     */
    record Change(@Nullable JsonNode messages, @Nullable ObjectNode variables) {

        public static final Change NONE = new Change(null, null);

        /** {@code before} with this change, and one more turn, which is the agent's own. */
        public Conversation of(Conversation before) {
            Conversation after = before.withTurns(before.turns() + 1);
            if (messages != null) {
                after = new Conversation(
                        List.copyOf(messages.values()), after.variables(), after.turns(), after.agents());
            }
            return variables == null ? after : after.withVariables(variables);
        }
    }
}
