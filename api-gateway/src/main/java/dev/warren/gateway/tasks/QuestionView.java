package dev.warren.gateway.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.web.JsonText;
import dev.warren.store.task.Task;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a task asks a person.
 *
 * @param schema JSON Schema of the answer
 * @param answerBy when the task fails where nobody has answered
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "TaskQuestion")
public record QuestionView(
        @Schema(description = "An answer names it") UUID id,

        @Schema(example = "May I refund 40 EUR?") String prompt,

        @Schema(description = "What the answer must be; any JSON where it is left out") @Nullable
        JsonText schema,

        @Nullable Instant askedAt,

        @Schema(description = "Without an answer the task fails then") @Nullable
        Instant answerBy) {

    /** Absent where the task has asked nothing in this run. */
    static @Nullable QuestionView of(Task task) {
        UUID id = task.questionId();
        String question = task.question();
        if (id == null || question == null) {
            return null;
        }
        JsonNode said = JsonMapper.shared().readTree(question);
        return new QuestionView(id, said.path("prompt").asString(""), schema(said), task.askedAt(), task.answerBy());
    }

    private static @Nullable JsonText schema(JsonNode question) {
        JsonNode schema = question.path("schema");
        return schema.isMissingNode() || schema.isNull() ? null : new JsonText(schema.toString());
    }
}
