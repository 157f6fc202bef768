package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class AnswerTaskIT {

    private static final String QUESTION = """
            {"prompt": "May I?", "schema": {"type": "object", "required": ["ok"],
             "properties": {"ok": {"type": "boolean"}}}}""";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void showsAQuestionAndGoesOnWithItsAnswer() {
        UUID worker = gateway.worker("asking");
        UUID id = asked(worker, Duration.ofDays(2));

        JsonNode waiting = gateway.task(id);
        assertThat(waiting.get("status").asString()).isEqualTo("WAITING_INPUT");
        assertThat(waiting.at("/question/prompt").asString()).isEqualTo("May I?");
        assertThat(waiting.at("/question/schema/required/0").asString()).isEqualTo("ok");
        assertThat(waiting.at("/question").has("askedAt")).isTrue();
        assertThat(waiting.at("/question").has("answerBy")).isTrue();
        String question = waiting.at("/question/id").asString();

        Answer answered = answer(id, question, "{\"ok\":true}");

        assertThat(answered.status()).isEqualTo(202);
        assertThat(answered.body().get("status").asString()).isEqualTo("QUEUED");
        assertThat(answer(id, question, "{\"ok\":true}").status())
                .as("the same again")
                .isEqualTo(202);
        assertThat(answer(id, question, "{\"ok\":false}").problem()).isEqualTo("question-closed");
        ClaimedTask next = gateway.claimed(worker, id);
        assertThat(next.answer()).isEqualTo("{\"ok\":true}");
        gateway.finished(worker, next, new AttemptResult.Ending.Completed("1"));
        JsonNode attempts = gateway.get("/v1/tasks/" + id + "/attempts").body().get("attempts");
        assertThat(attempts.valueStream().map(attempt -> attempt.get("outcome").asString()))
                .containsExactly("ASKED", "COMPLETED");
        assertThat(attempts.valueStream().map(attempt -> attempt.get("agent").asString()))
                .containsOnly("echo");
        assertThat(attempts.valueStream()
                        .map(attempt -> attempt.get("agentVersion").asString()))
                .containsOnly("1");
        assertThat(gateway.task(id).get("agentVersion").asString()).isEqualTo("1");
    }

    @Test
    void refusesAnAnswerThatBreaksTheSchemaOrIsForAnotherQuestion() {
        UUID id = asked(gateway.worker("asking"), Duration.ofDays(2));
        String question = gateway.task(id).at("/question/id").asString();

        Answer broken = answer(id, question, "{\"ok\":\"yes\"}");
        assertThat(broken.status()).isEqualTo(422);
        assertThat(broken.problem()).isEqualTo("schema-violation");
        assertThat(broken.fields()).containsExactly("answer/ok");
        Answer other = answer(id, UUID.randomUUID().toString(), "{\"ok\":true}");
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.text()).contains(question);
        assertThat(answer(id, "5", "1").fields()).containsExactly("question");
        assertThat(gateway.post("/v1/tasks/" + id + ":answer", "{\"reply\":1}").fields())
                .containsExactlyInAnyOrder("reply", "question", "answer");
        assertThat(gateway.task(id).get("status").asString()).isEqualTo("WAITING_INPUT");
    }

    @Test
    void knowsTasksThatWaitForNothingAndThoseThereAreNot() {
        UUID idle = gateway.submitted("\"delay\":\"PT1H\"");

        Answer answer = answer(idle, UUID.randomUUID().toString(), "1");

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("question-closed");
        assertThat(answer.text()).contains("SCHEDULED");
        assertThat(answer(UUID.randomUUID(), UUID.randomUUID().toString(), "1").status())
                .isEqualTo(404);
    }

    @Test
    void failsATaskWhoseQuestionNobodyAnswers() {
        UUID id = asked(gateway.worker("asking"), Duration.ofMillis(1));

        await().untilAsserted(() ->
                assertThat(gateway.task(id).get("status").asString()).isEqualTo("FAILED"));
        assertThat(gateway.task(id).at("/error/code").asString()).isEqualTo("NO_ANSWER");
        assertThat(gateway.management("/actuator/prometheus").text())
                .containsPattern("warren_sweeper_actions_total\\{[^}]*action=\"end-unanswered\"[^}]*} [1-9]")
                .containsPattern("warren_sweeper_actions_total\\{[^}]*action=\"wake-callers\"");
    }

    @Test
    void isListedAndCountedWhileItWaits() {
        UUID id = asked(gateway.worker("asking"), Duration.ofDays(2));

        assertThat(gateway.get("/v1/tasks?status=WAITING_INPUT&pageSize=100")
                        .body()
                        .get("tasks")
                        .valueStream()
                        .map(task -> task.get("id").asString()))
                .contains(id.toString());
        await().untilAsserted(() -> assertThat(
                        gateway.management("/actuator/prometheus").text())
                .containsPattern("warren_tasks\\{[^}]*agent=\"echo\"[^}]*status=\"WAITING_INPUT\"[^}]*} [1-9]"));
    }

    @Test
    void wakesACallerWhenItsChildHasEnded() {
        UUID worker = gateway.worker("calling");
        UUID caller = gateway.submitted("");
        UUID child = gateway.submitted("");
        ClaimedTask running = gateway.claimed(worker, caller);
        gateway.ledger().update("update task set parent = ? where id = ?", caller, child);
        gateway.finished(worker, running, new AttemptResult.Ending.Called(List.of(child)));
        JsonNode waiting = gateway.task(caller);
        assertThat(waiting.get("status").asString()).isEqualTo("SCHEDULED");
        assertThat(waiting.at("/waitingFor/0").asString()).isEqualTo(child.toString());
        assertThat(gateway.task(child).get("parent").asString()).isEqualTo(caller.toString());

        gateway.finished(worker, gateway.claimed(worker, child), new AttemptResult.Ending.Completed("1"));

        await().untilAsserted(() -> {
            JsonNode woken = gateway.task(caller);
            assertThat(woken.get("status").asString()).isEqualTo("QUEUED");
            assertThat(woken.has("waitingFor")).isFalse();
        });
    }

    private UUID asked(UUID worker, Duration deadline) {
        UUID id = gateway.submitted("");
        gateway.finished(
                worker,
                gateway.claimed(worker, id),
                new AttemptResult.Ending.Asked(QUESTION, deadline, "{\"turns\":1}"));
        return id;
    }

    private Answer answer(UUID task, String question, String json) {
        return gateway.post(
                "/v1/tasks/" + task + ":answer", "{\"question\":\"%s\",\"answer\":%s}".formatted(question, json));
    }
}
