package dev.warren.gateway.web;

import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.gateway.ledger.LedgerFault;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.trace.RequestTrace;
import org.apache.catalina.connector.ClientAbortException;
import org.apache.coyote.BadRequestException;
import org.apache.tomcat.util.http.InvalidParameterException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Answers every error as a problem detail. The caller's own errors are not logged; words of exceptions that nobody
 * wrote for callers' eyes do not leave the gateway.
 */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);
    private static final int BUSY_RETRY_AFTER_SECONDS = 2;

    private final LedgerAvailability ledger;

    ProblemAdvice(LedgerAvailability ledger) {
        this.ledger = ledger;
    }

    @ExceptionHandler
    ResponseEntity<Object> problem(Problem problem) {
        return answer(problem, new HttpHeaders(), RequestTrace.idOrNew());
    }

    /** Null where there is nobody left to answer: the caller has closed the connection. */
    @ExceptionHandler
    @Nullable
    ResponseEntity<Object> failure(Exception failure) {
        if (isOfTheCaller(failure)) {
            log.debug("A caller went away before its answer", failure);
            return null;
        }
        if (failure instanceof BadRequestException || failure instanceof InvalidParameterException) {
            return problem(Problems.ofStatus(HttpStatus.BAD_REQUEST.value()));
        }
        return switch (LedgerFault.of(failure)) {
            case UNREACHABLE, BROKEN -> {
                ledger.failed(failure);
                yield problem(LedgerAvailability.unavailable());
            }
            case BUSY ->
                problem(Problem.retryable(
                        ProblemType.OVERLOADED,
                        "The ledger took too long to answer. Try again later, or ask for less.",
                        BUSY_RETRY_AFTER_SECONDS));
            case REFUSED, OTHER -> {
                String traceId = RequestTrace.idOrNew();
                RequestTrace.logged(traceId, () -> log.error("A request failed", failure));
                yield answer(
                        Problem.of(
                                ProblemType.INTERNAL_ERROR,
                                "The gateway's log says more, under the traceId of this answer."),
                        new HttpHeaders(),
                        traceId);
            }
        };
    }

    /** Whatever Spring finds wrong with a request before a controller sees it. */
    @Override
    protected @Nullable ResponseEntity<Object> handleExceptionInternal(
            Exception ex, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        if (status.is5xxServerError()) {
            return failure(ex);
        }
        return answer(problemOf(ex, status), headers, RequestTrace.idOrNew());
    }

    /**
     * Whether it was the caller's connection that broke. Only the web server's own words count: Spring's helper also
     * takes any end of stream or reset for it, such as one of the ledger's connection, and a request that did nothing
     * would be answered by an empty 200.
     */
    private static boolean isOfTheCaller(Exception failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ClientAbortException || cause instanceof AsyncRequestNotUsableException) {
                return true;
            }
        }
        return false;
    }

    private static Problem problemOf(Exception ex, HttpStatusCode status) {
        return switch (ex) {
            case HttpRequestMethodNotSupportedException e ->
                Problem.of(
                        ProblemType.METHOD_NOT_ALLOWED,
                        "Allowed here: " + e.getSupportedHttpMethods() + ", not " + e.getMethod() + ".");
            case HttpMediaTypeNotSupportedException e ->
                Problem.of(
                        ProblemType.UNSUPPORTED_MEDIA_TYPE,
                        "Send the body with Content-Type: " + MediaType.APPLICATION_JSON_VALUE + ".");
            case TypeMismatchException e ->
                Problem.field(ProblemType.INVALID_REQUEST, String.valueOf(e.getPropertyName()), "is not of its type");
            default -> Problems.ofStatus(status.value());
        };
    }

    private static ResponseEntity<Object> answer(Problem problem, HttpHeaders headers, String traceId) {
        ProblemDetail body = problem.body();
        body.setProperty("traceId", traceId);
        HttpHeaders all = new HttpHeaders();
        all.addAll(headers);
        all.setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        if (problem.retryAfterSeconds() > 0) {
            all.set(HttpHeaders.RETRY_AFTER, Integer.toString(problem.retryAfterSeconds()));
        }
        return new ResponseEntity<>(body, all, HttpStatus.valueOf(body.getStatus()));
    }
}
