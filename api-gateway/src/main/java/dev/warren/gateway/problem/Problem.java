package dev.warren.gateway.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;

/** An error that the caller is told of. It is no fault of the gateway's: it has no stack trace and is not logged. */
public class Problem extends RuntimeException {

    private final ProblemType type;
    private final List<InvalidField> fields;
    private final int retryAfterSeconds;

    private Problem(ProblemType type, String detail, List<InvalidField> fields, int retryAfterSeconds) {
        super(detail, null, false, false);
        this.type = type;
        this.fields = List.copyOf(fields);
        this.retryAfterSeconds = retryAfterSeconds;
    }

    /** @param detail for the caller's eyes */
    public static Problem of(ProblemType type, String detail) {
        return new Problem(type, detail, List.of(), 0);
    }

    /** The request may be made again after {@code seconds}. */
    public static Problem retryable(ProblemType type, String detail, int seconds) {
        return new Problem(type, detail, List.of(), seconds);
    }

    /** At least one field is wrong. */
    public static Problem of(ProblemType type, List<InvalidField> fields) {
        InvalidField first = fields.getFirst();
        String more = fields.size() == 1 ? "" : " (and " + (fields.size() - 1) + " more)";
        return new Problem(type, sentence(first) + more, fields, 0);
    }

    /** One field is wrong. */
    public static Problem field(ProblemType type, String field, String message) {
        return of(type, List.of(new InvalidField(field, message)));
    }

    private static String sentence(InvalidField invalid) {
        return invalid.field().isEmpty() ? invalid.message() : invalid.field() + " " + invalid.message();
    }

    public ProblemType type() {
        return type;
    }

    /** When to try again; zero where trying again cannot help. */
    public int retryAfterSeconds() {
        return retryAfterSeconds;
    }

    /** The body of the answer. */
    public ProblemDetail body() {
        ProblemDetail body = ProblemDetail.forStatus(type.status());
        body.setType(type.uri());
        body.setTitle(type.title());
        @Nullable String detail = getMessage();
        body.setDetail(detail);
        if (!fields.isEmpty()) {
            body.setProperty("errors", fields);
        }
        return body;
    }
}
