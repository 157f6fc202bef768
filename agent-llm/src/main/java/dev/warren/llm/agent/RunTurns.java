package dev.warren.llm.agent;

import dev.warren.llm.endpoint.ModelFailureException;
import dev.warren.llm.endpoint.ModelReply;
import dev.warren.llm.endpoint.ModelRequest;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Outcome;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The conversation of one attempt with the model: turn by turn, until the model answers, hands over, or may not go on.
 * Each turn is a step of the run, numbered through all agents of it, so that a later attempt comes to the same place
 * without asking again.
 */
final class RunTurns {

    /** Replies in a row whose calls could none of them be made. */
    private static final int MOST_MISTAKES = 3;

    private static final int LONGEST_CALL_ID = 100;

    private final LlmAgent.Parts agent;
    private final AgentContext context;
    private final Conversation begun;
    private final List<JsonNode> messages;
    private final Set<JsonNode> corrections = new HashSet<>();
    private ObjectNode variables;
    private int turns;
    private long tokens;
    private int mistakes;
    private int rejected;

    RunTurns(LlmAgent.Parts agent, AgentContext context) {
        this.agent = agent;
        this.context = context;
        this.begun = context.conversation();
        this.messages = new ArrayList<>(begun.messages());
        this.variables = begun.variables();
        this.turns = begun.turns();
        int given = Conversation.begin(context.input()).messages().size();
        messages.stream()
                .skip(given)
                .map(Messages::usage)
                .forEach(usage -> tokens += usage.inputTokens() + usage.outputTokens());
    }

    /** @throws ModelFailureException where a model gave no answer */
    Outcome run() throws Exception {
        Outcome end = null;
        while (end == null) {
            context.checkCanceled();
            end = limit();
            if (end == null) {
                ModelReply reply = ask();
                turns++;
                tokens += reply.usage().inputTokens() + reply.usage().outputTokens();
                messages.add(Messages.assistant(name(), reply));
                end = reply.calls().isEmpty() ? conclude(reply) : answerCalls(reply);
            }
        }
        return end;
    }

    private @Nullable Outcome limit() {
        if (turns >= agent.definition().maxTurns()) {
            return Outcome.failed(
                    "TURN_LIMIT",
                    "The conversation has " + turns + " replies of models, agent '" + name() + "' allows "
                            + agent.definition().maxTurns());
        }
        Integer most = agent.definition().maxTotalTokens();
        return most == null || tokens < most
                ? null
                : Outcome.failed(
                        "TOKEN_LIMIT", "The run has used " + tokens + " tokens, agent '" + name() + "' allows " + most);
    }

    private ModelReply ask() throws Exception {
        int turn = turns + 1;
        return context.step("turn-" + turn + ".model", ModelReply.class, () -> {
            try {
                ModelReply reply = agent.endpoint().ask(request(), context::token);
                context.addUsage(agent.definition().model(), reply.usage());
                return withIds(turn, reply);
            } catch (ModelFailureException e) {
                context.addUsage(agent.definition().model(), e.usage());
                throw e;
            }
        });
    }

    private ModelRequest request() {
        LlmDefinition definition = agent.definition();
        List<Message> said = new ArrayList<>();
        String system = FillIn.variables(definition.instructions(), variables)
                + agent.output().instruction();
        if (!system.isBlank()) {
            said.add(new SystemMessage(system));
        }
        said.addAll(Messages.toSpring(messages));
        List<ToolDefinition> tools = new ArrayList<>(agent.tools().definitions());
        tools.addAll(agent.transfers().definitions());
        return new ModelRequest(
                definition.model(),
                definition.temperature(),
                definition.maxTokens(),
                said,
                tools,
                agent.output().enforced());
    }

    /** With an id for each call that no other call has, in steps and in the conversation: not every endpoint gives one. */
    private ModelReply withIds(int turn, ModelReply reply) {
        Set<String> known = new HashSet<>();
        messages.forEach(message -> message.path("toolCalls")
                .forEach(call -> known.add(call.path("id").asString(""))));
        List<ModelReply.Call> calls = new ArrayList<>();
        for (ModelReply.Call call : reply.calls()) {
            boolean usable = !call.id().isBlank() && call.id().length() <= LONGEST_CALL_ID && known.add(call.id());
            String id = usable ? call.id() : "call-" + turn + "-" + (calls.size() + 1);
            calls.add(new ModelReply.Call(id, call.name(), call.arguments()));
        }
        return reply.withCalls(calls);
    }

    private @Nullable Outcome conclude(ModelReply reply) {
        ExpectedOutput.Reading reading = agent.output().read(reply.text());
        if (reading.complaints().isEmpty()) {
            return Outcome.completed(conversation().toOutput(reading.content(), name()));
        }
        if (rejected >= ExpectedOutput.CORRECTIONS) {
            return Outcome.failed(
                    "OUTPUT_INVALID",
                    "The model's answer does not meet the output schema, after " + rejected + " corrections: "
                            + reading.complaints());
        }
        rejected++;
        ObjectNode correction = Messages.user("Your answer does not meet the JSON Schema:\n" + reading.complaints()
                + "\nGive the whole answer again, as JSON only.");
        corrections.add(messages.getLast());
        corrections.add(correction);
        messages.add(correction);
        return null;
    }

    private @Nullable Outcome answerCalls(ModelReply reply) throws Exception {
        AnswerCalls.Answers answers =
                new AnswerCalls(context, name(), agent.tools(), agent.transfers()).answer(turns, reply, variables);
        variables = answers.variables();
        mistakes = answers.mistaken() ? mistakes + 1 : 0;
        if (mistakes >= MOST_MISTAKES) {
            return Outcome.failed(
                    "TOOL_CALLS_INVALID",
                    "The model made " + mistakes
                            + " replies in a row whose tool calls cannot be carried out; the last: "
                            + answers.messages().getLast().path("content").asString(""));
        }
        if (answers.handoff() == null) {
            messages.addAll(answers.messages());
            return null;
        }
        String objection = Transfers.objection(begun, messages, name(), answers.handoff());
        if (objection != null) {
            return Outcome.failed("HANDOFF_LOOP", objection);
        }
        messages.addAll(answers.messages());
        return Outcome.handedOff(answers.handoff(), conversation());
    }

    /** What was said, without what was said about the form of an answer only. */
    private Conversation conversation() {
        List<JsonNode> kept = messages.stream()
                .filter(message -> corrections.stream().noneMatch(correction -> correction == message))
                .toList();
        return new Conversation(kept, variables, turns, begun.agents());
    }

    private String name() {
        return agent.definition().name();
    }
}
