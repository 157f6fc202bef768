package dev.warren.gateway.problem;

import java.net.URI;
import org.springframework.http.HttpStatus;

/** Every kind of error that the API answers. The slugs are part of the contract; {@code docs/problems.md} lists them. */
public enum ProblemType {
    MALFORMED_JSON("malformed-json", HttpStatus.BAD_REQUEST, "The body is not JSON"),
    BAD_REQUEST("bad-request", HttpStatus.BAD_REQUEST, "The request cannot be read"),
    NOT_FOUND("not-found", HttpStatus.NOT_FOUND, "There is nothing at this path"),
    TASK_NOT_FOUND("task-not-found", HttpStatus.NOT_FOUND, "There is no such task"),
    AGENT_NOT_FOUND("agent-not-found", HttpStatus.NOT_FOUND, "There is no such agent"),
    WORKER_NOT_FOUND("worker-not-found", HttpStatus.NOT_FOUND, "There is no such worker"),
    DEAD_LETTER_NOT_FOUND("dead-letter-not-found", HttpStatus.NOT_FOUND, "There is no such dead letter"),
    METHOD_NOT_ALLOWED("method-not-allowed", HttpStatus.METHOD_NOT_ALLOWED, "The path does not know this method"),
    NOT_ACCEPTABLE("not-acceptable", HttpStatus.NOT_ACCEPTABLE, "The answer has no such format"),
    BODY_TOO_SLOW("body-too-slow", HttpStatus.REQUEST_TIMEOUT, "The body came too slowly"),
    TASK_ENDED("task-ended", HttpStatus.CONFLICT, "The task has ended"),
    TASK_OPEN("task-open", HttpStatus.CONFLICT, "The task has not ended"),
    WORKER_ENDED("worker-ended", HttpStatus.CONFLICT, "The worker has ended"),
    QUESTION_CLOSED("question-closed", HttpStatus.CONFLICT, "The task does not wait for an answer to this question"),
    JAVA_AGENT("java-agent", HttpStatus.CONFLICT, "Workers bring an agent of this name"),
    MESSAGE_UNREADABLE("message-unreadable", HttpStatus.CONFLICT, "The dead letter is a message that names no task"),
    OTHER_VERSION("other-version", HttpStatus.PRECONDITION_FAILED, "The agent has another version"),
    BODY_TOO_LARGE("body-too-large", HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body is not JSON"),
    INVALID_REQUEST("invalid-request", HttpStatus.UNPROCESSABLE_CONTENT, "Something in the request is not allowed"),
    UNKNOWN_FIELD("unknown-field", HttpStatus.UNPROCESSABLE_CONTENT, "The request has a field that is not known"),
    UNKNOWN_AGENT("unknown-agent", HttpStatus.UNPROCESSABLE_CONTENT, "There is no such agent"),
    UNKNOWN_CAPABILITY(
            "unknown-capability", HttpStatus.UNPROCESSABLE_CONTENT, "No agent has ever offered these capabilities"),
    SCHEMA_VIOLATION("schema-violation", HttpStatus.UNPROCESSABLE_CONTENT, "A value does not match its schema"),
    IDEMPOTENCY_KEY_REUSED(
            "idempotency-key-reused", HttpStatus.UNPROCESSABLE_CONTENT, "The key came before with another body"),
    OVERLOADED("overloaded", HttpStatus.SERVICE_UNAVAILABLE, "Too much waits already"),
    LEDGER_UNAVAILABLE("ledger-unavailable", HttpStatus.SERVICE_UNAVAILABLE, "The ledger cannot be reached"),
    OUTCOME_UNKNOWN("outcome-unknown", HttpStatus.SERVICE_UNAVAILABLE, "The task may or may not have been accepted"),
    INTERNAL_ERROR("internal-error", HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong in the gateway");

    private static final String BASE = "https://warren.dev/problems/";

    private final String slug;
    private final HttpStatus status;
    private final String title;

    ProblemType(String slug, HttpStatus status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    /** The last part of {@link #uri()}, and the value of metric tags. */
    public String slug() {
        return slug;
    }

    public URI uri() {
        return URI.create(BASE + slug);
    }

    public HttpStatus status() {
        return status;
    }

    public String title() {
        return title;
    }
}
