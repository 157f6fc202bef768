package dev.warren.llm.agent;

import dev.warren.llm.endpoint.ModelReply;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.RetryAfterException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.tool.execution.ToolExecutionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Answers every call of one reply, in its order. What cannot be called is answered with what is wrong about it. */
final class AnswerCalls {

    private final AgentContext context;
    private final String agent;
    private final ToolBox tools;
    private final Transfers transfers;

    /**
     * The answers.
     *
     * @param messages one for each call
     * @param variables as the tools left them
     * @param handoff the agent that goes on; null for this one
     * @param mistaken whether no call could be made as it was
     */
    record Answers(
            List<JsonNode> messages,
            ObjectNode variables,
            @Nullable String handoff,
            boolean mistaken) {}

    /** What a step keeps of a tool's work. */
    record ToolResult(String text, ObjectNode variables) {}

    /** A call that was looked at: what it is good for, or what is wrong with it. */
    private record Checked(ModelReply.Call call, ToolBox.@Nullable Tool tool, JsonNode arguments, String complaint) {}

    AnswerCalls(AgentContext context, String agent, ToolBox tools, Transfers transfers) {
        this.context = context;
        this.agent = agent;
        this.tools = tools;
        this.transfers = transfers;
    }

    /**
     * @param turn number of the reply, from 1
     * @throws ToolFailedException where a tool failed in a way that the model cannot help
     */
    Answers answer(int turn, ModelReply reply, ObjectNode variables) throws Exception {
        List<Checked> calls = reply.calls().stream().map(this::check).toList();
        for (Checked checked : calls) {
            // All children first, so that they run at once while the first is waited for.
            if (checked.tool() instanceof ToolBox.Tool.OtherAgent other) {
                context.send(child(turn, checked, other));
            }
        }
        ObjectNode current = variables.deepCopy();
        List<JsonNode> messages = new ArrayList<>();
        String handoff = null;
        for (Checked checked : calls) {
            String target = transfers.agent(checked.call().name());
            String text;
            if (target != null) {
                text = handoff == null
                        ? Transfers.answer(target)
                        : "Error: the conversation goes to '" + handoff + "' already; it cannot go to two agents";
                handoff = handoff == null ? target : handoff;
            } else {
                text = switch (checked.tool()) {
                    case null -> checked.complaint();
                    case ToolBox.Tool.Bean bean -> call(turn, checked, bean, current);
                    case ToolBox.Tool.OtherAgent other -> text(context.call(child(turn, checked, other)));
                };
            }
            messages.add(Messages.tool(agent, checked.call(), text));
        }
        boolean mistaken = handoff == null && calls.stream().allMatch(checked -> checked.tool() == null);
        return new Answers(messages, current, handoff, mistaken);
    }

    private Checked check(ModelReply.Call call) {
        JsonNode none = Messages.JSON.missingNode();
        ToolBox.Tool tool = tools.find(call.name());
        if (tool == null) {
            List<String> known = Stream.concat(
                            tools.names().stream(),
                            transfers.definitions().stream().map(definition -> definition.name()))
                    .toList();
            return new Checked(
                    call,
                    null,
                    none,
                    "Error: there is no tool '" + call.name() + "'; there are "
                            + (known.isEmpty() ? "none" : String.join(", ", known)));
        }
        JsonNode arguments;
        try {
            arguments = Messages.JSON.readTree(call.arguments().isBlank() ? "{}" : call.arguments());
        } catch (JacksonException e) {
            return new Checked(
                    call,
                    null,
                    none,
                    "Error: the arguments are no JSON (" + e.getOriginalMessage()
                            + "); call the tool again with a JSON object");
        }
        if (!arguments.isObject()) {
            return new Checked(call, null, none, "Error: the arguments must be a JSON object");
        }
        String complaints = tool.schema().complaints(arguments);
        return complaints.isEmpty()
                ? new Checked(call, tool, arguments, "")
                : new Checked(call, null, none, "Error: the arguments do not meet the tool's schema:\n" + complaints);
    }

    /** Calls a tool of the worker as a step, and puts what it sets among the variables. */
    private String call(int turn, Checked checked, ToolBox.Tool.Bean tool, ObjectNode variables) throws Exception {
        ToolResult result = context.step(stepName(turn, checked.call()), ToolResult.class, () -> {
            var offered = new ContextVariables(variables);
            String text = tool.trace()
                    .within(
                            tool.definition().name(),
                            checked.call().id(),
                            () -> invoke(tool, checked.arguments(), offered));
            return new ToolResult(text, offered.changes());
        });
        variables.setAll(result.variables());
        return result.text();
    }

    private static String invoke(ToolBox.Tool.Bean tool, JsonNode arguments, ContextVariables variables) {
        try {
            String text = tool.callback().call(arguments.toString(), variables.toolContext());
            return text == null ? "" : unquoted(text);
        } catch (RuntimeException e) {
            Throwable cause = e instanceof ToolExecutionException && e.getCause() != null ? e.getCause() : e;
            if (cause instanceof IllegalArgumentException refused) {
                return "Error: " + refused.getMessage();
            }
            if (cause instanceof CanceledException || cause instanceof RetryAfterException) {
                throw (RuntimeException) cause;
            }
            throw new ToolFailedException(tool.definition().name(), cause);
        }
    }

    /** Spring AI makes JSON of whatever a method returns, also of a text, which the model reads better as it is. */
    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        try {
            return Messages.JSON.readTree(text).asString(text);
        } catch (JacksonException e) {
            // A tool of another make, which may answer what it likes.
            return text;
        }
    }

    private static ChildTask child(int turn, Checked checked, ToolBox.Tool.OtherAgent other) {
        return ChildTask.of(stepName(turn, checked.call()), other.agent(), other.input(checked.arguments()));
    }

    static String stepName(int turn, ModelReply.Call call) {
        return "turn-" + turn + ".tool." + call.id();
    }

    private static String text(ChildResult result) {
        return switch (result) {
            case ChildResult.Completed completed -> Messages.text(content(completed.output()));
            case ChildResult.Failed failed -> "Error: the agent failed with " + failed.code() + ": " + failed.message();
        };
    }

    /** What a conversation ended with; any other output as it is. */
    private static JsonNode content(JsonNode output) {
        return output.has("content") && output.has("agent") && output.has("messages") ? output.path("content") : output;
    }
}
