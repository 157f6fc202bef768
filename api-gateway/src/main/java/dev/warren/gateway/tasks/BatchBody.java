package dev.warren.gateway.tasks;

import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** The body of a batch, for the description of the API only: {@link ReadBatch} reads it. */
@Schema(name = "TasksToSubmit", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
record BatchBody(
        @ArraySchema(
                arraySchema = @Schema(requiredMode = Schema.RequiredMode.REQUIRED),
                minItems = 1,
                maxItems = ReadBatch.MOST_TASKS)
        List<TaskBody> tasks) {}
