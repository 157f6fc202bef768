package dev.warren.worker.agent.replay;

import org.jspecify.annotations.Nullable;

/** Where the results of one run's steps are kept; bears many threads. */
public interface StepJournal {

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
