package dev.warren.gateway.agents;

import dev.warren.gateway.definitions.ReadDefinition;
import dev.warren.gateway.web.RetryView;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a declaration, for the description of the API only: {@link ReadDefinition} reads it. */
@Schema(
        name = "AgentDefinition",
        additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
        description = "path is of http agents only; instructions and all that follows is of llm agents only")
record DefinitionBody(
        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                allowableValues = {"llm", "http"})
        String kind,

        @Schema(maxLength = 2000, example = "Answers questions about invoices") @Nullable
        String description,

        @Schema(description = "Words by which tasks may ask for it, at most 32", example = "[\"billing\"]") @Nullable
        List<String> capabilities,

        @Schema(description = "JSON Schema of 64 KiB at most; drafts 4 to 2020-12, without references elsewhere")
        @Nullable
        Map<String, Object> inputSchema,

        @Schema(description = "As inputSchema, of what it answers") @Nullable
        Map<String, Object> outputSchema,

        @Schema(description = "Of each attempt", format = "duration", defaultValue = "PT10M", example = "PT2M")
        @Nullable
        String timeout,

        @Schema(description = "Attempts that may fail", minimum = "1", maximum = "100", defaultValue = "3") @Nullable
        Integer maxAttempts,

        @Schema(description = "How its tasks are retried; what is left out is the platform's default") @Nullable
        RetryView retry,

        @Schema(
                requiredMode = Schema.RequiredMode.REQUIRED,
                description = "Name of an endpoint of its kind that operators have configured workers to reach",
                pattern = "[a-z][a-z0-9-]{0,62}",
                example = "default")
        String endpoint,

        @Schema(
                description = "Below the endpoint's address: letters, digits and . _ ~ - in segments",
                maxLength = 500,
                example = "/agents/word-count")
        @Nullable
        String path,

        @Schema(description = "Required for llm", maxLength = 100000, example = "You answer questions about invoices.")
        @Nullable
        String instructions,

        @Schema(
                description = "Required for llm; a model that the endpoint knows",
                maxLength = 200,
                example = "gpt-5-mini")
        @Nullable
        String model,

        @Schema(minimum = "0", maximum = "2") @Nullable Double temperature,

        @Schema(description = "At most 64") @Nullable List<Tool> tools,

        @Schema(description = "Agents that the conversation may be handed to, at most 32", example = "[\"refunds\"]")
        @Nullable
        List<String> handoffs,

        @Schema(description = "Replies of the model in one conversation", minimum = "1", maximum = "100") @Nullable
        Integer maxTurns,

        @Schema(description = "Of one reply", minimum = "1", maximum = "1000000") @Nullable
        Integer maxTokens,

        @Schema(description = "Of a whole run", minimum = "1", maximum = "100000000") @Nullable
        Integer maxTotalTokens) {

    /** A tool of a language-model agent. */
    @Schema(
            name = "AgentTool",
            additionalProperties = Schema.AdditionalPropertiesValue.FALSE,
            description = "Either name alone, or agent and what the model is told of it")
    record Tool(
            @Schema(description = "A tool bean of the worker", pattern = "[A-Za-z0-9_-]{1,64}", example = "get_weather")
            @Nullable
            String name,

            @Schema(description = "Another agent, which runs as a child task", example = "word-count") @Nullable
            String agent,

            @Schema(description = "What the model is told of the agent", maxLength = 1000) @Nullable
            String description,

            @Schema(description = "JSON Schema of the agent's input, as the model is told it") @Nullable
            Map<String, Object> inputSchema) {}
}
