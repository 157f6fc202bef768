package dev.warren.worker.builtin;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How the task of a {@link ProbeAgent} behaves.
 *
 * @param runFor how long each attempt runs, 0 to 24 hours
 * @param failTimes attempts that fail retryably before one succeeds, 0 to 100
 * @param failWith code of a failure for good, null to succeed
 * @param output of the successful attempt; null for a report of the attempt itself
 * @param ignoreInterrupt whether the attempt runs on to its end although it was told to stop
 */
record ProbeInput(
        Duration runFor,
        int failTimes,
        @Nullable String failWith,
        @Nullable JsonNode output,
        boolean ignoreInterrupt) {

    static final Duration LONGEST_RUN = Duration.ofHours(24);
    static final int MOST_FAILURES = 100;
    static final String CODE_PATTERN = "[A-Z][A-Z0-9_]{0,62}";

    ProbeInput {
        if (runFor.isNegative() || runFor.compareTo(LONGEST_RUN) > 0) {
            throw new IllegalArgumentException("runFor: must be from PT0S to " + LONGEST_RUN + ", got " + runFor);
        }
        if (failTimes < 0 || failTimes > MOST_FAILURES) {
            throw new IllegalArgumentException("failTimes: must be 0 to " + MOST_FAILURES + ", got " + failTimes);
        }
        if (failWith != null && !failWith.matches(CODE_PATTERN)) {
            throw new IllegalArgumentException("failWith: must match " + CODE_PATTERN);
        }
    }

    @JsonCreator
    static ProbeInput of(
            @JsonProperty("runFor") @Nullable Duration runFor,
            @JsonProperty("failTimes") @Nullable Integer failTimes,
            @JsonProperty("failWith") @Nullable String failWith,
            @JsonProperty("output") @Nullable JsonNode output,
            @JsonProperty("ignoreInterrupt") @Nullable Boolean ignoreInterrupt) {
        return new ProbeInput(
                runFor == null ? Duration.ZERO : runFor,
                failTimes == null ? 0 : failTimes,
                failWith,
                output,
                ignoreInterrupt != null && ignoreInterrupt);
    }
}
