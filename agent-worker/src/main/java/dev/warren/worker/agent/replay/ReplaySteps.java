package dev.warren.worker.agent.replay;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.warren.worker.agent.AgentContext;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.ObjectReader;

/**
 * The steps of one attempt, as {@link AgentContext#step} promises them: each does its work at most once in the whole run,
 * and answers what can be read back from its stored result, also the first time.
 */
public final class ReplaySteps {

    /** Where the results of one run's steps are kept; bears many threads. */
    public interface Journal {

        /** JSON text of the result of {@code step}, null where it has none yet. */
        @Nullable
        String find(String step);

        /**
         * Keeps a result.
         *
         * @return the one that counts: {@code result}, or another attempt's that was kept before
         */
        String record(String step, String result);

        /** How many results there are. */
        int size();
    }

    /** What is stored may have more fields than its type has today. */
    private static final ObjectReader READER =
            ExactJson.MAPPER.reader().without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final Journal journal;
    private final Set<String> names = ConcurrentHashMap.newKeySet();

    public ReplaySteps(Journal journal) {
        this.journal = journal;
    }

    /** As {@link AgentContext#step(String, Class, Callable)}. */
    public <T> T step(String name, Class<T> type, Callable<? extends T> work) throws Exception {
        if (name.isBlank() || name.length() > AgentContext.LONGEST_STEP_NAME) {
            throw new IllegalArgumentException("A step's name must have 1 to " + AgentContext.LONGEST_STEP_NAME
                    + " characters, got " + name.length());
        }
        if (!names.add(name)) {
            throw new IllegalArgumentException(
                    "Two steps of this attempt are called '" + name + "'; number the steps of a loop");
        }
        String stored = journal.find(name);
        if (stored == null) {
            if (journal.size() >= AgentContext.MOST_STEPS) {
                throw new IllegalStateException("A run may have " + AgentContext.MOST_STEPS + " steps at most; step '"
                        + name + "' is one more");
            }
            stored = journal.record(name, write(name, type, work.call()));
        }
        return read(name, type, stored);
    }

    private static <T> String write(String name, Class<T> type, @Nullable Object result) {
        byte[] json;
        try {
            json = ExactJson.MAPPER.writeValueAsBytes(result);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "The result of step '" + name + "' is no JSON: " + e.getOriginalMessage(), e);
        }
        if (json.length > AgentContext.MAX_STEP_BYTES) {
            throw new IllegalArgumentException("The result of step '" + name + "' has " + json.length
                    + " bytes, at most " + AgentContext.MAX_STEP_BYTES + " are kept");
        }
        String text = new String(json, UTF_8);
        read(name, type, text); // what cannot be read back must not be kept
        return text;
    }

    private static <T> T read(String name, Class<T> type, String json) {
        T result;
        try {
            result = READER.forType(type).readValue(json);
        } catch (JacksonException e) {
            throw new IllegalStateException(
                    "The result of step '" + name + "' cannot be read as " + type.getSimpleName() + ": "
                            + e.getOriginalMessage(),
                    e);
        }
        if (result == null) {
            throw new IllegalStateException("The result of step '" + name + "' is null");
        }
        return result;
    }
}
