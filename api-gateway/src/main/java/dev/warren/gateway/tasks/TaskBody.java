package dev.warren.gateway.tasks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a submission, for the description of the API only: {@link ReadTaskRequest} reads it. */
@Schema(name = "TaskToSubmit", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record TaskBody(
        @Schema(
                description = "Name of a registered agent; either this or capabilities",
                pattern = "[a-z][a-z0-9-]{0,62}",
                example = "echo")
        @Nullable
        String agent,

        @Schema(
                description =
                        "1 to 16 words: the agent that offers all of them and has the least expected wait gets the"
                                + " task; either this or agent")
        @Nullable
        List<String> capabilities,

        @Schema(
                description = "Any JSON, at most 1 MiB; the agent gets it exactly as it came",
                example = "{\"text\": \"hello\"}")
        @Nullable
        Object input,

        @Schema(description = "9 is served first", minimum = "0", maximum = "9", defaultValue = "5") @Nullable
        Integer priority,

        @Schema(
                description = "How long after it is due it may still start; then it ends as EXPIRED",
                format = "duration",
                example = "PT1H")
        @Nullable
        String ttl,

        @Schema(description = "Starts that much later; not together with notBefore", format = "duration") @Nullable
        String delay,

        @Schema(description = "Starts no earlier; not together with delay", format = "date-time") @Nullable
        String notBefore,

        @Schema(
                description = "Of each attempt; the agent's where it is left out",
                format = "duration",
                example = "PT5M")
        @Nullable
        String timeout,

        @Schema(
                description = "Attempts that may fail; the agent's where it is left out",
                minimum = "1",
                maximum = "100",
                example = "3")
        @Nullable
        Integer maxAttempts,

        @Schema(description = "How this task is retried; what is left out is as its agent has it") @Nullable
        Retry retry,

        @Schema(
                description = "At most 16; keys and values of at most 63 characters, keys without a colon",
                example = "{\"team\": \"docs\"}")
        @Nullable
        Map<String, String> labels) {

    /** How a task is retried. */
    @Schema(name = "RetryOverride", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record Retry(
            @Schema(description = "Wait after the first failure", format = "duration", example = "PT1S") @Nullable
            String firstDelay,

            @Schema(
                    description = "What each further failure multiplies the wait by",
                    minimum = "1",
                    maximum = "100",
                    example = "2")
            @Nullable
            Double factor,

            @Schema(description = "Cap of the wait, not shorter than firstDelay", format = "duration", example = "PT5M")
            @Nullable
            String maxDelay,

            @Schema(
                    description = "Share of the wait by which it is randomly lengthened or shortened",
                    minimum = "0",
                    maximum = "1",
                    example = "0.2")
            @Nullable
            Double jitter,

            @Schema(
                    description = "Error codes after which the task has failed for good, instead of the agent's;"
                            + " at most 32, of 100 characters each",
                    example = "[\"CARD_DECLINED\"]")
            @Nullable
            List<String> nonRetryable) {}
}
