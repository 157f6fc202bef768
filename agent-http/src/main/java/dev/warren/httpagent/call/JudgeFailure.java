package dev.warren.httpagent.call;

import dev.warren.httpagent.wire.Answer;
import dev.warren.outbound.OutboundException;
import dev.warren.worker.agent.Outcome;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/**
 * What it means for a task that its agent gave no answer. The texts reach the task's owner: they name the endpoint, never
 * its host or address.
 */
final class JudgeFailure {

    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final String endpoint;
    private final Clock clock;

    /** @param clock for a {@code Retry-After} that is a date */
    JudgeFailure(String endpoint, Clock clock) {
        this.endpoint = endpoint;
        this.clock = clock;
    }

    Outcome of(OutboundException.Kind kind) {
        return switch (kind) {
            case FORBIDDEN ->
                Outcome.failed("AGENT_FORBIDDEN", text("is at an address that this worker must not call"));
            case UNRESOLVED -> Outcome.retry("AGENT_UNAVAILABLE", text("has no address"));
            case UNREACHABLE -> Outcome.retry("AGENT_UNAVAILABLE", text("cannot be connected to"));
            case UNTRUSTED -> Outcome.retry("AGENT_UNAVAILABLE", text("has no TLS connection that can be trusted"));
            case TIMED_OUT -> Outcome.retry("AGENT_TIMED_OUT", text("did not answer in time"));
            case CANCELED -> Outcome.retry("AGENT_CANCELED", text("was not waited for"));
            case TOO_LARGE -> tooLarge();
            case LOST ->
                Outcome.retry("AGENT_CONNECTION_LOST", text("closed the connection before its answer was complete"));
            case MALFORMED -> protocol("it does not speak HTTP");
        };
    }

    /**
     * A status that is not 200.
     *
     * @param retryAfter header of that name, null where there is none
     * @param said the error in its body, null where there is none
     */
    Outcome of(int status, @Nullable String retryAfter, Answer.@Nullable Failure said) {
        if (status < 400) {
            return protocol("it answered with status " + status + ", where 200 is the only one that means success");
        }
        String code = said == null ? code(status) : said.code();
        String message = said == null ? text("answered with status " + status) : said.message();
        if (status < 500 && status != TOO_MANY_REQUESTS) {
            return Outcome.failed(code, message);
        }
        Duration delay = status == TOO_MANY_REQUESTS || status == UNAVAILABLE ? delay(retryAfter) : null;
        return delay == null ? Outcome.retry(code, message) : Outcome.retryAfter(delay, code, message);
    }

    Outcome tooLarge() {
        return Outcome.failed("AGENT_ANSWER_TOO_LARGE", text("answered with more bytes than are read"));
    }

    Outcome incomplete(String why) {
        return Outcome.retry("AGENT_ANSWER_INCOMPLETE", text("gave half an answer: " + why));
    }

    Outcome protocol(String why) {
        return Outcome.failed("AGENT_PROTOCOL", text("does not keep to the contract: " + why));
    }

    private String text(String what) {
        return "The endpoint '" + endpoint + "' " + what;
    }

    private static String code(int status) {
        return switch (status) {
            case TOO_MANY_REQUESTS -> "AGENT_BUSY";
            case BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT -> "AGENT_UNAVAILABLE";
            default -> status < 500 ? "AGENT_REFUSED" : "AGENT_FAILED";
        };
    }

    /** Seconds or a date, as HTTP has it; what is neither counts as absent. */
    private @Nullable Duration delay(@Nullable String retryAfter) {
        if (retryAfter == null) {
            return null;
        }
        String text = retryAfter.strip();
        try {
            if (text.matches("[0-9]{1,9}")) {
                return Duration.ofSeconds(Long.parseLong(text));
            }
            Instant at = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration delay = Duration.between(clock.instant(), at);
            return delay.isNegative() ? Duration.ZERO : delay;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
