package dev.warren.httpagent.call;

import dev.warren.httpagent.wire.Answer;
import dev.warren.httpagent.wire.ReadAnswer;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDescription;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Question;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** An agent behind an HTTP endpoint. */
final class HttpAgent implements Agent {

    private final AgentDescription description;
    private final CallAgent call;

    HttpAgent(AgentDescription description, CallAgent call) {
        this.description = description;
        this.call = call;
    }

    @Override
    public AgentDescription description() {
        return description;
    }

    /** A finished exchange is a step: an attempt that comes after it, whatever became of the first, does not call again. */
    @Override
    public Outcome run(AgentContext context) throws Exception {
        Conversation before = context.conversation();
        JsonNode end;
        try {
            // By the turn: an answered question is another exchange of the same run.
            end = context.step("http-" + before.turns(), JsonNode.class, () -> call.call(context, description));
        } catch (CallFailedException e) {
            return e.outcome();
        }
        return switch (ReadAnswer.of(end)) {
            case Answer.Output output -> Outcome.completed(output.output());
            case Answer.Handoff handoff ->
                Outcome.handedOff(handoff.agent(), handoff.change().of(before));
            case Answer.Ask ask -> Outcome.waitsForInput(ask.question(), asked(ask, before));
            case Answer.Failure failure -> Outcome.failed(failure.code(), failure.message());
        };
    }

    @Override
    public AgentHealth health() {
        return call.health();
    }

    /** An agent that says nothing of the conversation has asked in it. */
    private Conversation asked(Answer.Ask ask, Conversation before) {
        Conversation after = ask.change().of(before);
        return ask.change().messages() == null ? after.withMessage(message(ask.question())) : after;
    }

    private ObjectNode message(Question question) {
        ObjectNode message = JsonNodeFactory.instance.objectNode();
        message.put("role", "assistant");
        message.put("sender", description.name());
        message.put("content", question.prompt());
        return message;
    }
}
