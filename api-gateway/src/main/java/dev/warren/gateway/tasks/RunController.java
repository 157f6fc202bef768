package dev.warren.gateway.tasks;

import static dev.warren.gateway.problem.ProblemType.INVALID_REQUEST;
import static dev.warren.gateway.problem.ProblemType.LEDGER_UNAVAILABLE;
import static dev.warren.gateway.problem.ProblemType.TASK_NOT_FOUND;
import static dev.warren.gateway.problem.ProblemType.TASK_OPEN;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.task.Task;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Starts further runs of tasks over HTTP, and shows what each run did. */
@RestController
@Tag(name = "tasks")
class RunController {

    private final FindTask findTask;
    private final ReplayTask replayTask;
    private final ShowAttempts showAttempts;

    RunController(FindTask findTask, ReplayTask replayTask, ShowAttempts showAttempts) {
        this.findTask = findTask;
        this.replayTask = replayTask;
        this.showAttempts = showAttempts;
    }

    /** The attempts of a task, oldest first. */
    record AttemptList(List<AttemptView> attempts) {}

    @PostMapping(path = "/v1/tasks/{id:[^:]+}:replay", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replayTask",
            summary = "Start the next run of a task that has ended",
            description = "However it ended. The run that ended is kept with its attempts; the next one starts with the"
                    + " same input, at once, with all its attempts and its whole time to live before it.")
    @ApiResponse(
            responseCode = "202",
            description = "The task in its next run",
            headers = @Header(name = "Location", description = "Path of the task", schema = @Schema(type = "string")))
    @MayAnswer({TASK_NOT_FOUND, TASK_OPEN, LEDGER_UNAVAILABLE})
    ResponseEntity<TaskView> replay(@PathVariable String id) {
        UUID task = TaskId.parse(id);
        replayTask.replay(task);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/tasks/" + task))
                .body(TaskView.from(findTask.find(task)));
    }

    @GetMapping(path = "/v1/tasks/{id:[^:]+}/attempts", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listAttempts",
            summary = "Show what each attempt of a task did, of all its runs, oldest first")
    @MayAnswer({TASK_NOT_FOUND, INVALID_REQUEST, LEDGER_UNAVAILABLE})
    AttemptList attempts(
            @PathVariable String id,
            @Parameter(
                            description = "Only the attempts of this run; the first is 1",
                            schema = @Schema(type = "integer", minimum = "1"))
                    @RequestParam(required = false)
                    @Nullable
                    String run) {
        Integer wanted = run == null ? null : parseRun(run);
        Task task = findTask.find(TaskId.parse(id));
        List<AttemptView> attempts = showAttempts.of(List.of(task)).getOrDefault(task.id(), List.of());
        return new AttemptList(
                wanted == null
                        ? attempts
                        : attempts.stream()
                                .filter(attempt -> attempt.run() == wanted)
                                .toList());
    }

    private static int parseRun(String text) {
        if (text.matches("[1-9][0-9]{0,8}")) {
            return Integer.parseInt(text);
        }
        throw Problem.field(ProblemType.INVALID_REQUEST, "run", "must be a whole number from 1");
    }
}
