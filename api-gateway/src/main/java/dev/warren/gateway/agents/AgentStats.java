package dev.warren.gateway.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.store.tally.RunTimes;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an agent has to do, what it does, and how long that takes. What is not known is left out.
 *
 * @param runSeconds absent where nothing has run lately
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AgentStats(
        @Schema(example = "echo") String agent,

        @Schema(description = "Tasks that are due and wait") long queuedTasks,

        @Schema(description = "Tasks that run") long runningTasks,

        @Schema(description = "How long the oldest queued task has been due; left out where none is queued") @Nullable
        Double oldestQueuedSeconds,

        @Schema(description = "Tasks accepted, over the last minute", example = "12.5")
        double submittedPerSecond,

        @Schema(description = "Tasks completed, over the last minute", example = "12.4")
        double completedPerSecond,

        @Schema(description = "Tasks failed or expired, over the last minute", example = "0.1")
        double failedPerSecond,

        @Schema(description = "How long a task submitted now is going to wait, as the agent itself shows it") @Nullable
        Double expectedWaitSeconds,

        @Nullable RunSeconds runSeconds) {

    @Schema(
            description =
                    "Percentiles of how long attempts ran, in seconds, by buckets that are a quarter wide at most."
                            + " Attempts of two minutes ago count half. Left out where none has ended within the hour.")
    record RunSeconds(double p50, double p90, double p95, double p99) {

        static @Nullable RunSeconds of(RunTimes times) {
            return times.isEmpty()
                    ? null
                    : new RunSeconds(
                            rounded(times.secondsOf(0.5)),
                            rounded(times.secondsOf(0.9)),
                            rounded(times.secondsOf(0.95)),
                            rounded(times.secondsOf(0.99)));
        }
    }

    /** To a ten-thousandth: no measure here knows more. */
    static double rounded(double value) {
        return Math.round(value * 1e4) / 1e4;
    }
}
