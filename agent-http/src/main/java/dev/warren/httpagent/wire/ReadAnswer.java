package dev.warren.httpagent.wire;

import dev.warren.model.topology.Names;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads the end of an agent's answer. What the contract names must be as it says; fields that it does not name are passed
 * over, so that an agent may be newer than its worker.
 */
public final class ReadAnswer {

    private static final List<String> ENDS = List.of("output", "handoff", "question", "error");
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,62}");
    private static final int LONGEST_MESSAGE = 2_000;

    private ReadAnswer() {}

    /** Whether {@code json} is the end of an answer, and no progress or token on the way to it. */
    static boolean isEnd(JsonNode json) {
        return ENDS.stream().anyMatch(json::has);
    }

    /** Bytes of {@code json} as it would be kept. */
    public static int size(JsonNode json) {
        return WireJson.write(json).length;
    }

    public static Answer of(JsonNode json) throws ProtocolException {
        List<String> ends = ENDS.stream().filter(json::has).toList();
        if (!json.isObject() || ends.size() != 1) {
            throw new ProtocolException("the answer must be an object with one of output, handoff, question and error"
                    + (ends.isEmpty() ? "" : ", has " + String.join(" and ", ends)));
        }
        Usage usage = usage(json);
        String end = ends.getFirst();
        return switch (end) {
            case "output" -> new Answer.Output(json.path(end), usage);
            case "handoff" -> handoff(object(json, end), usage);
            case "question" -> question(object(json, end), usage);
            default -> failure(object(json, end), usage);
        };
    }

    /** The {@code error} that may stand in the body of a status of 4xx or 5xx; null where it does not. */
    public static Answer.@Nullable Failure failureIn(byte[] body) {
        try {
            JsonNode json = WireJson.read(body);
            return json.path("error").isObject() ? failure(object(json, "error"), Usage.NONE) : null;
        } catch (ProtocolException | IncompleteException e) {
            // Whatever else it is, a proxy's page perhaps: the status says enough.
            return null;
        }
    }

    private static Answer handoff(ObjectNode handoff, Usage usage) throws ProtocolException {
        String agent = text(handoff, "handoff.agent");
        if (!agent.matches(Names.AGENT_PATTERN)) {
            throw new ProtocolException("handoff.agent must match " + Names.AGENT_PATTERN);
        }
        return new Answer.Handoff(agent, change(handoff, "handoff.conversation"), usage);
    }

    private static Answer question(ObjectNode question, Usage usage) throws ProtocolException {
        String prompt = text(question, "question.prompt");
        Duration deadline = duration(question, "question.deadline");
        try {
            var asked = new Question(
                    prompt, given(question, "schema"), deadline == null ? Question.DEFAULT_DEADLINE : deadline);
            return new Answer.Ask(asked, change(question, "question.conversation"), usage);
        } catch (IllegalArgumentException e) {
            throw new ProtocolException("question: " + e.getMessage(), e);
        }
    }

    private static Answer.Failure failure(ObjectNode error, Usage usage) throws ProtocolException {
        String code = text(error, "error.code");
        if (!CODE.matcher(code).matches()) {
            throw new ProtocolException("error.code must match " + CODE);
        }
        String message = text(error, "error.message");
        JsonNode retryable = given(error, "retryable");
        if (retryable != null && !retryable.isBoolean()) {
            throw new ProtocolException("error.retryable must be true or false");
        }
        boolean again = retryable != null && retryable.booleanValue();
        Duration retryAfter = duration(error, "error.retryAfter");
        if (retryAfter != null && (!again || retryAfter.isNegative())) {
            throw new ProtocolException("error.retryAfter must be PT0S or longer, and needs retryable to be true");
        }
        return new Answer.Failure(
                code,
                message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "…",
                again,
                retryAfter,
                usage);
    }

    private static Answer.Change change(ObjectNode of, String path) throws ProtocolException {
        JsonNode conversation = given(of, "conversation");
        if (conversation == null) {
            return Answer.Change.NONE;
        }
        if (!conversation.isObject()) {
            throw new ProtocolException(path + " must be an object");
        }
        JsonNode messages = given(conversation, "messages");
        if (messages != null) {
            if (!messages.isArray()) {
                throw new ProtocolException(path + ".messages must be an array");
            }
            for (JsonNode message : messages) {
                if (!message.isObject() || !message.path("role").isString()) {
                    throw new ProtocolException(path + ".messages must hold objects, each with a role");
                }
            }
        }
        JsonNode variables = given(conversation, "contextVariables");
        if (variables != null && !variables.isObject()) {
            throw new ProtocolException(path + ".contextVariables must be an object");
        }
        return new Answer.Change(messages, (ObjectNode) variables);
    }

    private static Usage usage(JsonNode json) throws ProtocolException {
        JsonNode usage = given(json, "usage");
        if (usage == null) {
            return Usage.NONE;
        }
        if (!usage.isObject()) {
            throw new ProtocolException("usage must be an object");
        }
        return new Usage(tokens(usage, "inputTokens"), tokens(usage, "outputTokens"));
    }

    private static long tokens(JsonNode usage, String field) throws ProtocolException {
        JsonNode tokens = given(usage, field);
        if (tokens == null) {
            return 0;
        }
        if (!tokens.isIntegralNumber() || !tokens.canConvertToInt() || tokens.intValue() < 0) {
            throw new ProtocolException("usage." + field + " must be a whole number from 0");
        }
        return tokens.intValue();
    }

    private static ObjectNode object(JsonNode json, String field) throws ProtocolException {
        if (json.path(field) instanceof ObjectNode object) {
            return object;
        }
        throw new ProtocolException(field + " must be an object");
    }

    /** @param path ends with the field's name */
    private static String text(JsonNode json, String path) throws ProtocolException {
        JsonNode value = given(json, path.substring(path.indexOf('.') + 1));
        if (value == null || !value.isString() || value.stringValue().isBlank()) {
            throw new ProtocolException(path + " must be a text that is not blank");
        }
        return value.stringValue();
    }

    private static @Nullable Duration duration(JsonNode json, String path) throws ProtocolException {
        JsonNode value = given(json, path.substring(path.indexOf('.') + 1));
        if (value == null) {
            return null;
        }
        try {
            return Duration.parse(value.asString(""));
        } catch (DateTimeParseException e) {
            throw new ProtocolException(path + " must be an ISO-8601 duration, such as PT30S", e);
        }
    }

    private static @Nullable JsonNode given(JsonNode json, String field) {
        JsonNode value = json.get(field);
        return value == null || value.isNull() ? null : value;
    }
}
