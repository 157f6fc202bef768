package dev.warren.worker.agent;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The attempt that an {@link Agent} runs: its task and its limits. The worker hands it to {@link Agent#run}; an author's
 * test makes one with {@link #of(Object)}. Authors do not implement it: later versions add methods.
 */
public interface AgentContext {

    /** Id of the task, the same in all its attempts and runs. */
    UUID taskId();

    /** Which life of the task this is, from 1; a replay starts the next. */
    int run();

    /** Which attempt of this run this is, from 1. */
    int attempt();

    /** Owner of the task. */
    String tenant();

    /** 0 to 9, 9 is the most urgent. */
    int priority();

    /** What the submitter wrote on the task, unmodifiable. */
    Map<String, String> labels();

    /** The task's input as it was submitted; JSON null where there was none. */
    JsonNode input();

    /**
     * The input as a value of the author's {@code type}, usually a record. It is read strictly: a field that
     * {@code type} does not have, or a value of another JSON type, is refused. What a record's constructor refuses by
     * {@link IllegalArgumentException} is refused with that message.
     *
     * @throws InvalidInputException where the input does not fit, naming the field
     */
    default <T> T input(Class<T> type) {
        return AgentJson.bind(input(), type);
    }

    /** When this attempt runs into its timeout and is stopped. */
    Instant deadline();

    /**
     * Whether the attempt must stop: its task was canceled, its time is over, or the worker lost the lease or shuts down.
     * Once true it stays true, and the thread of {@link Agent#run} was interrupted too.
     */
    boolean canceled();

    /** @throws CanceledException once {@link #canceled()}; for the loops of an agent that never blocks */
    default void checkCanceled() {
        if (canceled()) {
            throw new CanceledException();
        }
    }

    /**
     * A context without a worker, for tests of agents: the first attempt of a task of its own with the platform's
     * defaults.
     *
     * @param input a {@link JsonNode}, null, or any object that Jackson can write
     */
    static StandaloneContext of(@Nullable Object input) {
        return StandaloneContext.of(input);
    }
}
