package dev.warren.gateway.tasks;

import static dev.warren.gateway.problem.ProblemType.INVALID_REQUEST;
import static dev.warren.gateway.problem.ProblemType.LEDGER_UNAVAILABLE;
import static dev.warren.gateway.problem.ProblemType.OVERLOADED;
import static dev.warren.gateway.problem.ProblemType.TASK_ENDED;
import static dev.warren.gateway.problem.ProblemType.TASK_NOT_FOUND;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_FIELD;
import static io.swagger.v3.oas.annotations.enums.ParameterIn.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.request.PageToken;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.task.ListTasks;
import dev.warren.store.task.TaskPage;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows tasks over HTTP and cancels them. */
@RestController
@Tag(name = "tasks")
class TaskController {

    private final FindTask findTask;
    private final ShowTask showTask;
    private final CancelTasks cancelTasks;
    private final ListTasks listTasks;
    private final CurrentTenant tenant;

    TaskController(
            FindTask findTask, ShowTask showTask, CancelTasks cancelTasks, ListTasks listTasks, CurrentTenant tenant) {
        this.findTask = findTask;
        this.showTask = showTask;
        this.cancelTasks = cancelTasks;
        this.listTasks = listTasks;
        this.tenant = tenant;
    }

    /** Some tasks, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskList(List<TaskView> tasks, @Nullable String nextPageToken) {}

    // A colon separates an id from what is to be done with it.
    @GetMapping(path = "/v1/tasks/{id:[^:]+}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getTask", summary = "Show a task, at once or when it has ended")
    @MayAnswer({TASK_NOT_FOUND, INVALID_REQUEST, LEDGER_UNAVAILABLE})
    ResponseEntity<TaskView> get(
            @PathVariable String id,
            @Parameter(
                            description = "Seconds to wait for the task's end, 0 to 60",
                            schema = @Schema(type = "integer", minimum = "0", maximum = "60"))
                    @RequestParam(required = false)
                    @Nullable
                    String wait,
            @Parameter(description = WaitTime.DESCRIPTION, schema = @Schema(type = "string"), example = "wait=30")
                    @RequestHeader(name = "Prefer", required = false)
                    @Nullable
                    List<String> prefer) {
        UUID task = TaskId.parse(id);
        if (wait != null) {
            return ResponseEntity.ok(showTask.of(findTask.findEnded(task, WaitTime.ofParameter(wait))));
        }
        Duration preferred = WaitTime.ofPreferences(prefer);
        if (preferred == null) {
            return ResponseEntity.ok(showTask.of(findTask.find(task)));
        }
        return ResponseEntity.ok()
                .header("Preference-Applied", "wait=" + preferred.toSeconds())
                .body(showTask.of(findTask.findEnded(task, preferred)));
    }

    @GetMapping(path = "/v1/tasks", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listTasks",
            summary = "List tasks, newest first",
            description =
                    "Pages may be shorter than asked for, where inputs and outputs are large; the list ends where "
                            + "nextPageToken is missing.")
    @Parameter(in = QUERY, name = "status", schema = @Schema(implementation = TaskStatus.class))
    @Parameter(in = QUERY, name = "agent", schema = @Schema(type = "string"))
    @Parameter(
            in = QUERY,
            name = "label",
            description = "key:value; where given several times, a task must have all of them",
            array = @ArraySchema(schema = @Schema(type = "string", example = "team:docs")))
    @Parameter(in = QUERY, name = "createdAfter", schema = @Schema(type = "string", format = "date-time"))
    @Parameter(in = QUERY, name = "createdBefore", schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = QUERY,
            name = "pageSize",
            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            in = QUERY,
            name = "pageToken",
            description = "nextPageToken of the page before, with the same filters",
            schema = @Schema(type = "string"))
    @MayAnswer({INVALID_REQUEST, UNKNOWN_FIELD, LEDGER_UNAVAILABLE, OVERLOADED})
    TaskList list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        TaskQuery.Wanted wanted = TaskQuery.parse(parameters, tenant.name());
        TaskPage page = listTasks.list(wanted.filter(), wanted.pageSize());
        String next = page.more() ? PageToken.after(page.tasks().getLast().id(), wanted.filterHash()) : null;
        return new TaskList(page.tasks().stream().map(TaskView::from).toList(), next);
    }

    @PostMapping(path = "/v1/tasks/{id:[^:]+}:cancel", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "cancelTask",
            summary = "Cancel a task",
            description = "One that waits ends at once. One that runs shows cancelRequestedAt, and ends as soon as its "
                    + "worker has stopped it. Asking again changes nothing.")
    @ApiResponse(responseCode = "202", description = "Canceled, or going to be")
    @MayAnswer({TASK_NOT_FOUND, TASK_ENDED, LEDGER_UNAVAILABLE})
    ResponseEntity<TaskView> cancel(@PathVariable String id) {
        UUID task = TaskId.parse(id);
        cancelTasks.cancel(task);
        return ResponseEntity.accepted().body(TaskView.from(findTask.find(task)));
    }
}
