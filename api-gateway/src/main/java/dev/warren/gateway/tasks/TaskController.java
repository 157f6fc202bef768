package dev.warren.gateway.tasks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.store.task.EndedAttempts;
import dev.warren.store.task.ListTasks;
import dev.warren.store.task.Task;
import dev.warren.store.task.TaskPage;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
class TaskController {

    private final FindTask findTask;
    private final CancelTasks cancelTasks;
    private final ListTasks listTasks;
    private final EndedAttempts endedAttempts;
    private final CurrentTenant tenant;

    TaskController(
            FindTask findTask,
            CancelTasks cancelTasks,
            ListTasks listTasks,
            EndedAttempts endedAttempts,
            CurrentTenant tenant) {
        this.findTask = findTask;
        this.cancelTasks = cancelTasks;
        this.listTasks = listTasks;
        this.endedAttempts = endedAttempts;
        this.tenant = tenant;
    }

    /** Some tasks, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record TaskList(List<TaskView> tasks, @Nullable String nextPageToken) {}

    /** The attempts of a task, oldest first. */
    record AttemptList(List<AttemptView> attempts) {}

    // A colon separates an id from what is to be done with it.
    @GetMapping("/v1/tasks/{id:[^:]+}")
    ResponseEntity<TaskView> get(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String wait,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer) {
        UUID task = TaskId.parse(id);
        if (wait != null) {
            return ResponseEntity.ok(TaskView.from(findTask.findEnded(task, WaitTime.ofParameter(wait))));
        }
        Duration preferred = WaitTime.ofPreferences(prefer);
        if (preferred == null) {
            return ResponseEntity.ok(TaskView.from(findTask.find(task)));
        }
        return ResponseEntity.ok()
                .header("Preference-Applied", "wait=" + preferred.toSeconds())
                .body(TaskView.from(findTask.findEnded(task, preferred)));
    }

    @GetMapping("/v1/tasks")
    TaskList list(@RequestParam MultiValueMap<String, String> parameters) {
        TaskQuery.Wanted wanted = TaskQuery.parse(parameters, tenant.name());
        TaskPage page = listTasks.list(wanted.filter(), wanted.pageSize());
        String next = page.more() ? PageToken.after(page.tasks().getLast().id(), wanted.filterHash()) : null;
        return new TaskList(page.tasks().stream().map(TaskView::from).toList(), next);
    }

    @PostMapping("/v1/tasks/{id:[^:]+}:cancel")
    ResponseEntity<TaskView> cancel(@PathVariable String id) {
        UUID task = TaskId.parse(id);
        cancelTasks.cancel(task);
        return ResponseEntity.accepted().body(TaskView.from(findTask.find(task)));
    }

    @GetMapping("/v1/tasks/{id:[^:]+}/attempts")
    AttemptList attempts(@PathVariable String id) {
        Task task = findTask.find(TaskId.parse(id));
        List<AttemptView> ended = endedAttempts.findByKeyTaskOrderByKeyRunAscKeyAttemptAsc(task.id()).stream()
                .map(AttemptView::from)
                .toList();
        // Read after the row: what runs by the row's word may have ended since.
        Stream<AttemptView> inRow = AttemptView.inRowOf(task).stream()
                .filter(attempt -> ended.stream()
                        .noneMatch(other -> other.run() == attempt.run() && other.attempt() == attempt.attempt()));
        return new AttemptList(Stream.concat(ended.stream(), inRow).toList());
    }
}
