package dev.warren.test.model;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** What the scripted model does with one request: it says something, or it fails in one of the ways that endpoints do. */
public sealed interface ScriptedReply {

    /** Why the model stopped; each dialect has words of its own for it. */
    enum Stop {
        DONE,
        TOOL_CALLS,
        LENGTH,
        REFUSAL,
        CONTENT_FILTER
    }

    /**
     * A tool that the model asks for.
     *
     * @param arguments usually a JSON object as text; any text where the dialect allows for it
     */
    record Call(String id, String name, String arguments) {}

    /**
     * The model answers.
     *
     * @param cutAfter how many pieces of the stream leave before the line breaks, null for all; without a stream, the line
     *     breaks within the body
     * @param stallAfter how many pieces leave before the server falls silent for ever, null for never
     */
    record Says(
            String text,
            List<Call> calls,
            Stop stop,
            int inputTokens,
            int outputTokens,
            @Nullable Integer cutAfter,
            @Nullable Integer stallAfter)
            implements ScriptedReply {

        public Says withUsage(int inputTokens, int outputTokens) {
            return new Says(text, calls, stop, inputTokens, outputTokens, cutAfter, stallAfter);
        }

        public Says cutAfter(int pieces) {
            return new Says(text, calls, stop, inputTokens, outputTokens, pieces, stallAfter);
        }

        public Says stallingAfter(int pieces) {
            return new Says(text, calls, stop, inputTokens, outputTokens, cutAfter, pieces);
        }
    }

    /**
     * The endpoint answers with an error, in the body that its dialect has for it.
     *
     * @param retryAfter value of the header Retry-After, null for none
     */
    record Refuses(int status, String message, @Nullable String retryAfter) implements ScriptedReply {}

    /** The endpoint answers 200 with this body, whatever the dialect. */
    record Babbles(String body) implements ScriptedReply {}

    /** The endpoint closes the connection without an answer. */
    record HangsUp() implements ScriptedReply {}

    /** The endpoint never answers. */
    record Hangs() implements ScriptedReply {}

    static Says text(String text) {
        return new Says(text, List.of(), Stop.DONE, 10, 5, null, null);
    }

    static Says calls(Call... calls) {
        return new Says("", List.of(calls), Stop.TOOL_CALLS, 10, 5, null, null);
    }

    static Call call(String id, String name, Map<String, ?> arguments) {
        return new Call(id, name, JsonMapper.shared().writeValueAsString(arguments));
    }

    /** A call as {@link #call(String, String, Map)}, with arguments that may be no JSON. */
    static Call callWith(String id, String name, String arguments) {
        return new Call(id, name, arguments);
    }

    static Says refusal(String text) {
        return new Says(text, List.of(), Stop.REFUSAL, 10, 5, null, null);
    }

    static Says lengthLimit(String text) {
        return new Says(text, List.of(), Stop.LENGTH, 10, 5, null, null);
    }

    static Says contentFilter() {
        return new Says("", List.of(), Stop.CONTENT_FILTER, 10, 0, null, null);
    }

    static Refuses status(int status, String message) {
        return new Refuses(status, message, null);
    }

    static Refuses rateLimited(Duration retryAfter) {
        return new Refuses(429, "Rate limit reached", Long.toString(retryAfter.toSeconds()));
    }

    /** 429 with the date form of Retry-After, which has whole seconds. */
    static Refuses rateLimitedUntil(Instant until) {
        return new Refuses(
                429, "Rate limit reached", DateTimeFormatter.RFC_1123_DATE_TIME.format(until.atZone(ZoneOffset.UTC)));
    }

    static Babbles body(String body) {
        return new Babbles(body);
    }

    static HangsUp hangUp() {
        return new HangsUp();
    }

    static Hangs hang() {
        return new Hangs();
    }
}
