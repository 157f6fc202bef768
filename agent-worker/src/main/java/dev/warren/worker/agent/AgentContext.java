package dev.warren.worker.agent;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The attempt that an {@link Agent} runs: its task and its limits. The worker hands it to {@link Agent#run}; an author's
 * test makes one with {@link #of(Object)}. Authors do not implement it: later versions add methods.
 */
public interface AgentContext {

    /** Characters of a step's name. */
    int LONGEST_STEP_NAME = 200;

    /** Steps of one run. */
    int MOST_STEPS = 1_000;

    /** Bytes of UTF-8 JSON of one step's result. */
    int MAX_STEP_BYTES = 1024 * 1024;

    /** What {@link #step(String, Effect)} does. */
    interface Effect {
        void run() throws Exception;
    }

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

    /**
     * The W3C trace context of this attempt, to be passed on to what the agent calls: of its own span where the task is
     * sampled, else as the task was submitted with; null where that was none.
     */
    default @Nullable String traceparent() {
        return null;
    }

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
     * What the run has said so far: as the last handoff or question of an earlier attempt left it, else begun from the
     * input as {@link Conversation#begin} says.
     */
    Conversation conversation();

    /**
     * The human's answer to the question that an earlier attempt of this agent ended with, which is its last one; null
     * where none was asked, or another agent has taken over since.
     */
    @Nullable
    JsonNode answer();

    /** Adds to what this attempt has used of a model. It is counted whatever the end of the attempt. */
    void addUsage(Usage usage);

    /**
     * Adds to what this attempt has used, as {@link #addUsage(Usage)}, and says of which model: the worker's metrics count
     * tokens by model, and what they cost where a price is configured for it.
     *
     * @param model one of few names, as the agent's configuration has it
     */
    default void addUsage(String model, Usage usage) {
        addUsage(usage);
    }

    /**
     * Says how far the task is. It may be called often: what changes faster than once a second is shown as it stands then.
     *
     * @param fraction 0 to 1; what lies outside is brought to the nearer end
     * @param message for people, may be empty; at most 1,000 characters are kept
     */
    void progress(double fraction, String message);

    /** Tells whoever listens a piece of the output while it is made. It may be lost; only the outcome counts. */
    void token(String text);

    /**
     * Does {@code work} once in the run: its result is kept in the ledger, and a later attempt gets that and does not call
     * {@code work}. Meant for what is expensive or must not be repeated, such as the call of a model. Where the worker
     * dies while {@code work} runs, or before its result is kept, it is done again.
     *
     * <p>A step is known by its name: an agent must come to the same names in every attempt, and number the steps of a
     * loop. A handoff begins anew: the next agent's steps have names of their own. What throws is no result, and is done
     * again by the next attempt. Steps may run on several threads at once.
     *
     * @param name 1 to {@value #LONGEST_STEP_NAME} characters, once in an attempt
     * @param type the result is read as; a record, a {@link JsonNode}, a {@link String} …
     * @param work whose result Jackson can write and read, is not null, and has {@value #MAX_STEP_BYTES} bytes at most
     * @return what is read from the stored result, also the first time
     * @throws Exception of {@code work}
     * @throws IllegalArgumentException where name or result are not as above
     * @throws IllegalStateException where the run has {@value #MOST_STEPS} steps already, or a stored result cannot be
     *     read as {@code type}
     */
    <T> T step(String name, Class<T> type, Callable<? extends T> work) throws Exception;

    /**
     * Does {@code work} once in the run, as {@link #step(String, Class, Callable)}, where nothing comes of it.
     *
     * @throws Exception of {@code work}
     */
    default void step(String name, Effect work) throws Exception {
        step(name, Boolean.class, () -> {
            work.run();
            return true;
        });
    }

    /**
     * Submits a child task and goes on. A child of the same name that an earlier attempt of this run submitted is not
     * submitted again.
     *
     * @return its id
     * @throws ChildRefusedException where there is no such agent, or there are too many children already
     * @throws IllegalArgumentException where its input has more than 1 MiB of JSON
     */
    UUID send(ChildTask child);

    /**
     * Submits a child task, once as {@link #send}, and needs its end. Where it has not ended yet, this attempt ends here:
     * {@link WaitsForChildren} is thrown, which the agent must let pass. The slot is free while the child runs, nothing is
     * charged, and a later attempt comes to this call again and gets the result. What lies before it should be
     * {@linkplain #step steps}. To let several children run at once, {@link #send} all of them and call them afterwards.
     */
    ChildResult call(ChildTask child);

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
