package dev.warren.llm.endpoint;

import dev.warren.worker.agent.Outcome;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What an HTTP status other than 200 means for the attempt. */
final class HttpFailure {

    /** A longer wait is cut to this: a day, after which the endpoint may say so again. */
    private static final Duration LONGEST_WAIT = Duration.ofDays(1);

    private HttpFailure() {}

    static Outcome outcome(String endpoint, int status, HttpHeaders headers, String body) {
        String where = "Endpoint '" + endpoint + "' answered " + status;
        return switch (status) {
            case 429 -> later(ModelFailureException.RATE_LIMITED, where + ": too many requests", headers);
            // Without the endpoint's words: some repeat the key that they do not accept.
            case 401, 403 ->
                Outcome.failed(ModelFailureException.UNAUTHORIZED, where + ": it does not accept the worker's key");
            case 404 -> Outcome.failed(ModelFailureException.NOT_FOUND, where + said(body));
            case 408 -> later(ModelFailureException.UNAVAILABLE, where, headers);
            default ->
                status >= 500
                        ? later(ModelFailureException.UNAVAILABLE, where + said(body), headers)
                        : Outcome.failed(code(body), where + said(body));
        };
    }

    private static Outcome later(String code, String message, HttpHeaders headers) {
        return retryAfter(headers)
                .map(delay -> Outcome.retryAfter(delay, code, message))
                .orElseGet(() -> Outcome.retry(code, message));
    }

    /** Retry-After in seconds or as a date; empty where there is none, or one that nobody can read. */
    private static Optional<Duration> retryAfter(HttpHeaders headers) {
        return headers.firstValue("Retry-After").flatMap(value -> {
            try {
                Duration wait = value.strip().matches("[0-9]{1,9}")
                        ? Duration.ofSeconds(Long.parseLong(value.strip()))
                        : Duration.between(
                                Instant.now(),
                                ZonedDateTime.parse(value.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
                Duration positive = wait.isNegative() ? Duration.ZERO : wait;
                return Optional.of(positive.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : positive);
            } catch (DateTimeException e) {
                return Optional.empty();
            }
        });
    }

    /** Two refusals of OpenAI and Azure that come as 400 and mean what a reply's end means elsewhere. */
    private static String code(String body) {
        return switch (error(body).path("code").asString("")) {
            case "content_filter" -> ModelFailureException.CONTENT_FILTERED;
            case "context_length_exceeded" -> ModelFailureException.LENGTH;
            default -> ModelFailureException.REQUEST_INVALID;
        };
    }

    private static String said(String body) {
        JsonNode error = error(body);
        String text =
                error.isString() ? error.asString() : error.path("message").asString("");
        return text.isBlank() ? "" : ": " + Excerpt.of(text);
    }

    private static JsonNode error(String body) {
        try {
            return Wire.JSON.readTree(body).path("error");
        } catch (JacksonException e) {
            // A proxy's page: the status alone must do.
            return Wire.JSON.missingNode();
        }
    }
}
