package dev.warren.worker.agent;

import dev.warren.model.topology.Names;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** How an attempt ended, as its agent says it. Authors call the factories; later versions add further cases. */
public sealed interface Outcome {

    /**
     * The task is done.
     *
     * @param output any JSON, a JSON null included
     * @param usage what the attempt used of a model
     */
    record Completed(JsonNode output, Usage usage) implements Outcome {}

    /**
     * The attempt failed and is charged against the task's {@code maxAttempts}.
     *
     * @param code stable, for programs; not blank
     * @param message for people; reaches the task's owner, so it must hold no secret
     * @param retryable whether another attempt, after the back-off, may help; the retry policy may still know better
     */
    record Failed(String code, String message, boolean retryable) implements Outcome {
        public Failed {
            requireCode(code);
        }
    }

    /**
     * The attempt failed retryably, and the agent knows when the next one makes sense: a model's {@code Retry-After}. It
     * is charged like any failure; only the wait differs from the agent's back-off.
     *
     * @param delay until the next attempt may start, 0 or more
     * @param code as of {@link Failed}
     * @param message as of {@link Failed}
     */
    record RetryAfter(Duration delay, String code, String message) implements Outcome {
        public RetryAfter {
            requireCode(code);
            if (delay.isNegative()) {
                throw new IllegalArgumentException("The delay must be 0 or more, got " + delay);
            }
        }
    }

    /**
     * Another agent goes on with the conversation, from its own queue and in an attempt of its own. Nothing is charged.
     *
     * @param agent that goes on
     * @param conversation as it finds it
     */
    record HandedOff(String agent, Conversation conversation) implements Outcome {
        public HandedOff {
            Names.requireAgentName(agent);
        }
    }

    /**
     * A human must answer before the task can go on. It waits without a slot and at no charge; the answer starts another
     * attempt of the same agent, which finds it as {@link AgentContext#answer()}.
     *
     * @param conversation as that attempt finds it
     */
    record WaitsForInput(Question question, Conversation conversation) implements Outcome {}

    /**
     * The task is done, and no model was asked.
     *
     * @param output a {@link JsonNode}, null, or any object that Jackson can write
     */
    static Outcome completed(@Nullable Object output) {
        return completed(output, Usage.NONE);
    }

    /** The task is done, as {@link #completed(Object)}. */
    static Outcome completed(@Nullable Object output, Usage usage) {
        return new Completed(AgentJson.tree(output), usage);
    }

    /** The task has failed for good: another attempt cannot help. */
    static Outcome failed(String code, String message) {
        return new Failed(code, message, false);
    }

    /**
     * The attempt failed, another one after the back-off may help: the task's own where its submitter asked for one, else
     * the agent's. A policy that names {@code code} as not retryable makes it a failure for good.
     */
    static Outcome retry(String code, String message) {
        return new Failed(code, message, true);
    }

    /** The attempt failed, another one after {@code delay} may help. */
    static Outcome retryAfter(Duration delay, String code, String message) {
        return new RetryAfter(delay, code, message);
    }

    /** Another agent goes on with the conversation. */
    static Outcome handedOff(String agent, Conversation conversation) {
        return new HandedOff(agent, conversation);
    }

    /** A human must answer before the task can go on. */
    static Outcome waitsForInput(Question question, Conversation conversation) {
        return new WaitsForInput(question, conversation);
    }

    /**
     * What an exception out of {@link Agent#run} means: for an {@link InvalidInputException} the task has failed for good
     * with {@link InvalidInputException#CODE}, for a {@link ChildFailedException} with {@link ChildFailedException#CODE},
     * for a {@link ChildRefusedException} with its own code; a
     * {@link RetryAfterException} decides the wait itself; any other is a retryable failure, its simple name the code.
     */
    static Outcome ofException(Throwable thrown) {
        if (thrown instanceof InvalidInputException invalid) {
            return failed(InvalidInputException.CODE, invalid.getMessage());
        }
        if (thrown instanceof ChildFailedException child) {
            return failed(ChildFailedException.CODE, child.getMessage());
        }
        if (thrown instanceof ChildRefusedException refused) {
            return failed(refused.code(), refused.getMessage());
        }
        if (thrown instanceof RetryAfterException later) {
            return retryAfter(later.delay(), later.code(), later.getMessage());
        }
        Class<?> type = thrown.getClass();
        String code = type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
        String message = thrown.getMessage();
        return retry(code, message == null ? type.getName() : message);
    }

    private static void requireCode(String code) {
        if (code.isBlank()) {
            throw new IllegalArgumentException("An outcome's code must not be blank");
        }
    }
}
