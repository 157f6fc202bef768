package dev.warren.gateway.tasks;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a submission, for the description of the API only: {@link ReadTaskRequest} reads it. */
@Schema(name = "TaskToSubmit", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record TaskBody(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Name of a registered agent",
                pattern = "[a-z][a-z0-9-]{0,62}",
                example = "echo")
        String agent,

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

        @Schema(description = "Attempts that may fail", minimum = "1", maximum = "100", defaultValue = "3") @Nullable
        Integer maxAttempts,

        @Schema(
                description = "At most 16; keys and values of at most 63 characters, keys without a colon",
                example = "{\"team\": \"docs\"}")
        @Nullable
        Map<String, String> labels) {}
