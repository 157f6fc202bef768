package dev.warren.gateway.tasks;

import static dev.warren.gateway.problem.ProblemType.BODY_TOO_LARGE;
import static dev.warren.gateway.problem.ProblemType.BODY_TOO_SLOW;
import static dev.warren.gateway.problem.ProblemType.IDEMPOTENCY_KEY_REUSED;
import static dev.warren.gateway.problem.ProblemType.INVALID_REQUEST;
import static dev.warren.gateway.problem.ProblemType.LEDGER_UNAVAILABLE;
import static dev.warren.gateway.problem.ProblemType.MALFORMED_JSON;
import static dev.warren.gateway.problem.ProblemType.OUTCOME_UNKNOWN;
import static dev.warren.gateway.problem.ProblemType.OVERLOADED;
import static dev.warren.gateway.problem.ProblemType.SCHEMA_VIOLATION;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_AGENT;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_CAPABILITY;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_FIELD;
import static dev.warren.gateway.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.Bodies;
import dev.warren.gateway.request.StrictJson;
import dev.warren.gateway.trace.RequestTrace;
import dev.warren.model.task.TaskDefaults;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Accepts tasks over HTTP. */
@RestController
@Tag(name = "tasks")
class SubmitController {

    /** What surrounds an input of the largest size: the other fields at their largest, and some white space. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private final Bodies bodies;
    private final SubmitTask submitTask;
    private final SubmitBatch submitBatch;
    private final AwaitSubmitted awaitSubmitted;
    private final SubmissionCounts counts;

    SubmitController(
            Bodies bodies,
            SubmitTask submitTask,
            SubmitBatch submitBatch,
            AwaitSubmitted awaitSubmitted,
            SubmissionCounts counts) {
        this.bodies = bodies;
        this.submitTask = submitTask;
        this.submitBatch = submitBatch;
        this.awaitSubmitted = awaitSubmitted;
        this.counts = counts;
    }

    @PostMapping(
            path = "/v1/tasks",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "submitTask",
            summary = "Submit a task",
            description = "The answer comes after the task is committed. Whatever happens then, it is not lost.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = TaskBody.class)))
    @ApiResponse(
            responseCode = "202",
            description = "Accepted, or accepted before under the same Idempotency-Key",
            headers = @Header(name = "Location", description = "Path of the task", schema = @Schema(type = "string")))
    @ApiResponse(responseCode = "200", description = "Ended within the time that `Prefer: wait` asked for")
    @MayAnswer({
        MALFORMED_JSON,
        BODY_TOO_SLOW,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        UNKNOWN_FIELD,
        UNKNOWN_AGENT,
        UNKNOWN_CAPABILITY,
        SCHEMA_VIOLATION,
        IDEMPOTENCY_KEY_REUSED,
        OVERLOADED,
        LEDGER_UNAVAILABLE,
        OUTCOME_UNKNOWN
    })
    ResponseEntity<TaskView> submit(
            HttpServletRequest http,
            @Parameter(description = IdempotencyKey.DESCRIPTION, example = "order-4711")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String key,
            @Parameter(description = WaitTime.DESCRIPTION, schema = @Schema(type = "string"), example = "wait=30")
                    @RequestHeader(name = "Prefer", required = false)
                    @Nullable
                    List<String> prefer,
            // Read before: what the task continues is the request's own span, where that is recorded.
            @Parameter(description = "W3C trace context; goes with the task to its worker")
                    @RequestHeader(name = "traceparent", required = false)
                    @Nullable
                    String traceparent)
            throws IOException {
        try {
            IdempotencyKey idempotencyKey = IdempotencyKey.parse(key);
            Duration wait = WaitTime.ofPreferences(prefer);
            if (wait != null) {
                return submitAndWait(http, idempotencyKey, RequestTrace.traceparent(http), wait);
            }
            TaskView task = submit(http, idempotencyKey, RequestTrace.traceparent(http), submitTask::await);
            return accepted(task).body(task);
        } catch (Problem refused) {
            counts.refused(refused);
            throw refused;
        }
    }

    /** Holds the body until the task is committed. */
    private <T> T submit(
            HttpServletRequest http,
            @Nullable IdempotencyKey key,
            @Nullable String traceparent,
            Function<SubmitTask.Sent, T> commit)
            throws IOException {
        try (Bodies.Body body = bodies.read(TaskDefaults.MAX_INPUT_BYTES + ENVELOPE_BYTES, http)) {
            TaskRequest request = StrictJson.read(body.bytes(), json -> ReadTaskRequest.read(json, Clock.systemUTC()));
            return commit.apply(submitTask.send(request, key, traceparent));
        }
    }

    private ResponseEntity<TaskView> submitAndWait(
            HttpServletRequest http, @Nullable IdempotencyKey key, @Nullable String traceparent, Duration wait)
            throws IOException {
        try (AwaitSubmitted.Accepted accepted = submit(http, key, traceparent, awaitSubmitted::commit)) {
            return answerWhenEnded(awaitSubmitted.end(accepted, wait), wait);
        }
    }

    private static ResponseEntity<TaskView> answerWhenEnded(TaskView task, Duration wait) {
        ResponseEntity.BodyBuilder answer = task.status().isTerminal() ? ResponseEntity.ok() : accepted(task);
        return answer.header("Preference-Applied", "wait=" + wait.toSeconds()).body(task);
    }

    private static ResponseEntity.BodyBuilder accepted(TaskView task) {
        return ResponseEntity.accepted().location(URI.create("/v1/tasks/" + task.id()));
    }

    @PostMapping(
            path = "/v1/tasks/batch",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "submitTasks",
            summary = "Submit many tasks",
            description =
                    "Each task is accepted or refused by itself; the results come in the order of the tasks. With "
                            + "an Idempotency-Key, a repeated batch makes no task twice.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = BatchBody.class)))
    @ApiResponse(responseCode = "202", description = "What became of each task")
    @MayAnswer({
        MALFORMED_JSON,
        BODY_TOO_SLOW,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        UNKNOWN_FIELD,
        OVERLOADED,
        LEDGER_UNAVAILABLE,
        OUTCOME_UNKNOWN
    })
    ResponseEntity<BatchAnswer> submitBatch(
            HttpServletRequest http,
            @Parameter(description = IdempotencyKey.DESCRIPTION, example = "import-2026-01-31")
                    @RequestHeader(name = IdempotencyKey.HEADER, required = false)
                    @Nullable
                    String key,
            @Parameter(description = "W3C trace context; goes with the tasks to their workers")
                    @RequestHeader(name = "traceparent", required = false)
                    @Nullable
                    String traceparent)
            throws IOException {
        try {
            IdempotencyKey idempotencyKey = IdempotencyKey.parse(key);
            try (Bodies.Body body = bodies.read(ReadBatch.MOST_BYTES, http)) {
                List<ReadBatch.Item> items =
                        StrictJson.read(body.bytes(), json -> ReadBatch.read(json, Clock.systemUTC()));
                return ResponseEntity.accepted()
                        .body(submitBatch.submit(items, idempotencyKey, RequestTrace.traceparent(http)));
            }
        } catch (Problem refused) {
            counts.refused(refused);
            throw refused;
        }
    }
}
