package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.model.task.TaskDefaults;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Accepts tasks over HTTP. */
@RestController
class SubmitController {

    /** What surrounds an input of the largest size: the other fields at their largest, and some white space. */
    private static final int ENVELOPE_BYTES = 64 * 1024;

    private static final Pattern TRACEPARENT = Pattern.compile("00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}");

    private final SubmitTask submitTask;
    private final SubmitBatch submitBatch;
    private final FindTask findTask;
    private final SubmissionCounts counts;
    private final Clock clock = Clock.systemUTC();

    SubmitController(SubmitTask submitTask, SubmitBatch submitBatch, FindTask findTask, SubmissionCounts counts) {
        this.submitTask = submitTask;
        this.submitBatch = submitBatch;
        this.findTask = findTask;
        this.counts = counts;
    }

    @PostMapping(path = "/v1/tasks", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<TaskView> submit(
            HttpServletRequest http,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = "Prefer", required = false) @Nullable List<String> prefer,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent)
            throws IOException {
        try {
            IdempotencyKey idempotencyKey = IdempotencyKey.parse(key);
            Duration wait = WaitTime.ofPreferences(prefer);
            byte[] body = ReadBody.upTo(TaskDefaults.MAX_INPUT_BYTES + ENVELOPE_BYTES, http);
            TaskRequest request = StrictJson.read(body, json -> ReadTaskRequest.read(json, clock));
            TaskView task = submitTask.await(submitTask.send(request, idempotencyKey, wellFormed(traceparent)));
            return wait == null ? accepted(task).body(task) : answerWhenEnded(task, wait);
        } catch (Problem refused) {
            counts.refused(refused);
            throw refused;
        }
    }

    private ResponseEntity<TaskView> answerWhenEnded(TaskView accepted, Duration wait) {
        TaskView task = accepted.status().isTerminal() || wait.isZero()
                ? accepted
                : TaskView.from(findTask.findEnded(accepted.id(), wait));
        ResponseEntity.BodyBuilder answer = task.status().isTerminal() ? ResponseEntity.ok() : accepted(task);
        return answer.header("Preference-Applied", "wait=" + wait.toSeconds()).body(task);
    }

    private static ResponseEntity.BodyBuilder accepted(TaskView task) {
        return ResponseEntity.accepted()
                .header(
                        HttpHeaders.LOCATION,
                        URI.create("/v1/tasks/" + task.id()).toString());
    }

    @PostMapping(path = "/v1/tasks/batch", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<BatchAnswer> submitBatch(
            HttpServletRequest http,
            @RequestHeader(name = IdempotencyKey.HEADER, required = false) @Nullable String key,
            @RequestHeader(name = "traceparent", required = false) @Nullable String traceparent)
            throws IOException {
        try {
            IdempotencyKey idempotencyKey = IdempotencyKey.parse(key);
            byte[] body = ReadBody.upTo(ReadBatch.MOST_BYTES, http);
            List<ReadBatch.Item> items = StrictJson.read(body, json -> ReadBatch.read(json, clock));
            return ResponseEntity.accepted().body(submitBatch.submit(items, idempotencyKey, wellFormed(traceparent)));
        } catch (Problem refused) {
            counts.refused(refused);
            throw refused;
        }
    }

    /** Trace context that is not understood is no reason to refuse a task. */
    private static @Nullable String wellFormed(@Nullable String traceparent) {
        return traceparent != null && TRACEPARENT.matcher(traceparent).matches() ? traceparent : null;
    }
}
