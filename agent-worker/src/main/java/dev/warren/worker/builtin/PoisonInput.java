package dev.warren.worker.builtin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * How the task of a {@link PoisonAgent} behaves.
 *
 * @param times attempts that kill their worker before one succeeds, 0 to 100
 */
record PoisonInput(int times) {

    static final int MOST_TIMES = 100;

    PoisonInput {
        if (times < 0 || times > MOST_TIMES) {
            throw new IllegalArgumentException("times: must be 0 to " + MOST_TIMES + ", got " + times);
        }
    }

    @JsonCreator
    static PoisonInput of(@JsonProperty("times") @Nullable Integer times) {
        return new PoisonInput(times == null ? MOST_TIMES : times);
    }
}
