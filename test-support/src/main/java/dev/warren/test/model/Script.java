package dev.warren.test.model;

import dev.warren.test.model.ScriptedReply.Call;
import dev.warren.test.model.ScriptedReply.Says;
import dev.warren.test.model.ScriptedReply.Stop;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Which request gets which reply: rules in order, each with its replies or with one for ever. */
final class Script {

    private static final int UNSCRIPTED = 500;

    private record Rule(Predicate<ModelRequest> matches, List<ScriptedReply> replies, boolean forever) {}

    private final List<Rule> rules = new ArrayList<>();

    synchronized void add(Predicate<ModelRequest> matches, List<ScriptedReply> replies) {
        rules.add(new Rule(matches, new ArrayList<>(replies), false));
    }

    synchronized void addForever(Predicate<ModelRequest> matches, ScriptedReply reply) {
        rules.add(new Rule(matches, List.of(reply), true));
    }

    synchronized void clear() {
        rules.clear();
    }

    synchronized ScriptedReply next(ModelRequest request) {
        for (Rule rule : rules) {
            if (!rule.replies().isEmpty() && rule.matches().test(request)) {
                return rule.forever()
                        ? rule.replies().getFirst()
                        : rule.replies().removeFirst();
            }
        }
        return ScriptedReply.status(UNSCRIPTED, "The script has no reply for this request");
    }

    /**
     * Reads rules from a JSON file: {@code {"rules": [{"when": {"system": "…", "user": "…", "tool": "…", "afterTools": false},
     * "times": 1, "reply": {…}}]}}. The texts of {@code when} must occur in the system prompt, in the last message of
     * that role or among the results of tools; {@code afterTools} says whether a tool must have answered already. Without
     * {@code times}, a rule holds for ever. A reply is {@code {"text", "calls": [{"id", "name", "arguments"}], "stop",
     * "inputTokens", "outputTokens", "cutAfter"}}, {@code {"status", "message", "retryAfter"}}, or {@code "hang"} or
     * {@code "hangUp"}.
     */
    void read(Path file) {
        for (JsonNode rule : JsonMapper.shared().readTree(file.toFile()).path("rules")) {
            Predicate<ModelRequest> matches = when(rule.path("when"));
            ScriptedReply reply = reply(rule.path("reply"));
            if (rule.has("times")) {
                add(matches, Collections.nCopies(rule.path("times").asInt(), reply));
            } else {
                addForever(matches, reply);
            }
        }
    }

    private static Predicate<ModelRequest> when(JsonNode when) {
        return request -> request.system().contains(when.path("system").asString(""))
                && request.last("user").contains(when.path("user").asString(""))
                && request.toolResults().toString().contains(when.path("tool").asString(""))
                && (!when.has("afterTools")
                        || when.path("afterTools").asBoolean()
                                != request.toolResults().isEmpty());
    }

    private static ScriptedReply reply(JsonNode reply) {
        if (reply.isString()) {
            return switch (reply.asString()) {
                case "hang" -> ScriptedReply.hang();
                case "hangUp" -> ScriptedReply.hangUp();
                default -> throw new IllegalArgumentException("A reply is an object, hang or hangUp, not " + reply);
            };
        }
        if (reply.has("status")) {
            return new ScriptedReply.Refuses(
                    reply.path("status").asInt(),
                    reply.path("message").asString(""),
                    reply.has("retryAfter") ? reply.path("retryAfter").asString() : null);
        }
        List<Call> calls = new ArrayList<>();
        for (JsonNode call : reply.path("calls")) {
            JsonNode arguments = call.path("arguments");
            calls.add(new Call(
                    call.path("id").asString("call-" + calls.size()),
                    call.path("name").asString(),
                    arguments.isString()
                            ? arguments.asString()
                            : arguments.isMissingNode() ? "{}" : arguments.toString()));
        }
        String stop = reply.path("stop").asString(calls.isEmpty() ? Stop.DONE.name() : Stop.TOOL_CALLS.name());
        return new Says(
                reply.path("text").asString(""),
                calls,
                Stop.valueOf(stop),
                reply.path("inputTokens").asInt(10),
                reply.path("outputTokens").asInt(5),
                reply.has("cutAfter") ? reply.path("cutAfter").asInt() : null,
                null);
    }
}
