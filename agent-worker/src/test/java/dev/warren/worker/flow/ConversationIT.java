package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.Usage;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.StringNode;

/** Tasks that several agents or a human have a part in. */
class ConversationIT {

    private final Platform platform = new Platform();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void anotherAgentOnAnotherWorkerGoesOnWithTheConversation() {
        platform.worker(TestAgent.called("triage", context -> {
            String mood = context.step("mood", String.class, () -> "angry");
            context.addUsage(new Usage(1, 2));
            return Outcome.handedOff(
                    "refunds",
                    context.conversation()
                            .withMessage(said("triage", "One moment."))
                            .withVariable("mood", StringNode.valueOf(mood))
                            .withTurns(1));
        }));
        // The same names of steps, because the two authors know nothing of each other.
        platform.worker(TestAgent.called("refunds", context -> {
            int mood = context.step("mood", Integer.class, () -> 42);
            context.addUsage(new Usage(10, 20));
            var said = context.conversation()
                    .withMessage(said("refunds", "You get it back."))
                    .withVariable("refund", IntNode.valueOf(mood));
            return Outcome.completed(said.toOutput(
                    StringNode.valueOf(
                            String.join(" to ", context.conversation().agents())),
                    "refunds"));
        }));

        UUID task = platform.run("triage", "\"It is broken.\"");
        platform.await(task, TaskStatus.COMPLETED);

        assertThat(output(task)).isEqualTo(json("""
                {"content": "triage to refunds", "agent": "refunds",
                 "messages": [{"role": "user", "content": "It is broken."},
                              {"role": "assistant", "sender": "triage", "content": "One moment."},
                              {"role": "assistant", "sender": "refunds", "content": "You get it back."}],
                 "contextVariables": {"mood": "angry", "refund": 42}}"""));
        assertThat(platform.row(task))
                .containsEntry("agent", "refunds")
                .containsEntry("failures", 0)
                .containsEntry("input_tokens", 11L)
                .containsEntry("output_tokens", 22L);
        assertThat(platform.attemptOutcomes(task)).containsExactly("HANDED_OFF");
    }

    @Test
    void aHandoffToNobodyFailsForGood() {
        platform.worker(TestAgent.called("triage", context -> Outcome.handedOff("nobody", context.conversation())));

        UUID task = platform.run("triage", "{}");

        platform.await(task, TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "NON_RETRYABLE")
                .containsEntry("error_code", "UNKNOWN_AGENT");
    }

    @Test
    void aQuestionHoldsNoSlotAndItsAnswerResumesTheTaskOnAnotherWorkerToo() {
        var first = platform.worker(
                TestAgent.called("careful", ConversationIT::askBeforeDeleting), "warren.worker.slots=1");

        UUID asks = platform.run("careful", "{\"files\": 3}");
        platform.await(asks, TaskStatus.WAITING_INPUT);
        UUID second = platform.run("careful", "{\"files\": 4}");
        platform.await(second, TaskStatus.WAITING_INPUT);
        assertThat(json(platform.row(asks).get("question").toString()))
                .isEqualTo(json("{\"prompt\":\"Delete 3 files?\",\"schema\":{\"type\":\"boolean\"}}"));

        platform.answer(second, "false");
        platform.await(second, TaskStatus.COMPLETED);
        first.close();
        platform.workerWithoutQueue(TestAgent.called("careful", ConversationIT::askBeforeDeleting));
        platform.answer(asks, "true");
        platform.await(asks, TaskStatus.COMPLETED);

        assertThat(output(asks)).isEqualTo(json("\"deleted 3, found in attempt 1\""));
        assertThat(output(second)).isEqualTo(json("\"kept\""));
        assertThat(platform.attemptOutcomes(asks)).containsExactly("ASKED");
        assertThat(platform.row(asks)).containsEntry("failures", 0).containsEntry("attempt", 2);
    }

    @Test
    void aQuestionThatNobodyAnswersEndsTheTask() {
        platform.worker(TestAgent.called(
                "careful",
                context -> Outcome.waitsForInput(
                        Question.of("Sure?").withDeadline(Duration.ofMillis(200)), context.conversation())));

        UUID task = platform.run("careful", "{}");

        platform.await(task, TaskStatus.FAILED);
        assertThat(platform.row(task)).containsEntry("error_code", "NO_ANSWER");
        await().until(() -> platform.attemptOutcomes(task).contains("ASKED"));
    }

    private static Outcome askBeforeDeleting(AgentContext context) throws Exception {
        int files = context.step(
                "find", Integer.class, () -> context.input().path("files").intValue());
        int foundIn = context.step("attempt", Integer.class, context::attempt);
        JsonNode answer = context.answer();
        if (answer == null) {
            return Outcome.waitsForInput(
                    Question.of("Delete " + files + " files?").withSchema("{\"type\":\"boolean\"}"),
                    context.conversation());
        }
        return Outcome.completed(answer.booleanValue() ? "deleted " + files + ", found in attempt " + foundIn : "kept");
    }

    private JsonNode output(UUID task) {
        return json(platform.row(task).get("output").toString());
    }

    private static JsonNode said(String agent, String content) {
        return json("{\"role\":\"assistant\",\"sender\":\"%s\",\"content\":\"%s\"}".formatted(agent, content));
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
