package dev.warren.gateway.tasks;

import static dev.warren.gateway.problem.ProblemType.BODY_TOO_LARGE;
import static dev.warren.gateway.problem.ProblemType.BODY_TOO_SLOW;
import static dev.warren.gateway.problem.ProblemType.INVALID_REQUEST;
import static dev.warren.gateway.problem.ProblemType.LEDGER_UNAVAILABLE;
import static dev.warren.gateway.problem.ProblemType.MALFORMED_JSON;
import static dev.warren.gateway.problem.ProblemType.OVERLOADED;
import static dev.warren.gateway.problem.ProblemType.QUESTION_CLOSED;
import static dev.warren.gateway.problem.ProblemType.SCHEMA_VIOLATION;
import static dev.warren.gateway.problem.ProblemType.TASK_NOT_FOUND;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_FIELD;
import static dev.warren.gateway.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.request.Bodies;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.task.TaskDefaults;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes people's answers over HTTP. */
@RestController
@Tag(name = "tasks")
class AnswerController {

    private static final int ENVELOPE_BYTES = 1024;

    private final Bodies bodies;
    private final AnswerQuestion answerQuestion;
    private final FindTask findTask;

    AnswerController(Bodies bodies, AnswerQuestion answerQuestion, FindTask findTask) {
        this.bodies = bodies;
        this.answerQuestion = answerQuestion;
        this.findTask = findTask;
    }

    /** The body of an answer, for the description of the API only: {@link ReadAnswer} reads it. */
    @Schema(name = "TaskAnswer", additionalProperties = Schema.AdditionalPropertiesValue.FALSE)
    record AnswerBody(
            @Schema(requiredMode = Schema.RequiredMode.REQUIRED, description = "Id of the question")
            UUID question,

            @Schema(
                    requiredMode = Schema.RequiredMode.REQUIRED,
                    description = "Any JSON that matches the question's schema, at most 1 MiB",
                    example = "{\"approved\": true}")
            @Nullable
            Object answer) {}

    @PostMapping(
            path = "/v1/tasks/{id:[^:]+}:answer",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "answerTask",
            summary = "Answer the question of a task that waits for a person",
            description =
                    "The task is queued again with the answer. The same answer to the same question changes nothing more.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = AnswerBody.class)))
    @ApiResponse(responseCode = "202", description = "Goes on with the answer")
    @MayAnswer({
        MALFORMED_JSON,
        TASK_NOT_FOUND,
        BODY_TOO_SLOW,
        QUESTION_CLOSED,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        UNKNOWN_FIELD,
        SCHEMA_VIOLATION,
        OVERLOADED,
        LEDGER_UNAVAILABLE
    })
    ResponseEntity<TaskView> answer(@PathVariable String id, HttpServletRequest http) throws IOException {
        UUID task = TaskId.parse(id);
        try (Bodies.Body body = bodies.read(TaskDefaults.MAX_INPUT_BYTES + ENVELOPE_BYTES, http)) {
            answerQuestion.answer(task, StrictJson.read(body.bytes(), ReadAnswer::read));
        }
        return ResponseEntity.accepted().body(TaskView.from(findTask.find(task)));
    }
}
