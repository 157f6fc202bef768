package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TaskIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @ParameterizedTest
    @ValueSource(strings = {"019b0000-0000-7000-8000-000000000000", "1-1-1-1-1", "x", "..%20"})
    void knowsNoTaskOfAnotherId(String id) {
        Answer answer = gateway.get("/v1/tasks/" + id);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("task-not-found");
    }

    @ParameterizedTest
    @CsvSource({
        "GET,/v1/nothing,404,not-found",
        "GET,/,404,not-found",
        "POST,/v1/tasks/x:explode,404,not-found",
        "DELETE,/v1/tasks,405,method-not-allowed",
        "GET,/v1/tasks/x:cancel,405,method-not-allowed",
        "PUT,/v1/agents,405,method-not-allowed",
        "GET,/v1/tasks?wait=5,422,unknown-field",
        "GET,/v1/tasks/%2F,400,bad-request",
        "GET,/v1/tasks/%00,400,bad-request"
    })
    void answersAProblemWhereThereIsNothing(String method, String path, int status, String problem) {
        Answer answer = gateway.send(gateway.request(path).method(method, BodyPublishers.noBody()));

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.header("Allow").isEmpty()).isEqualTo(status != 405);
    }

    @Test
    void answersNothingButJson() {
        assertThat(gateway.get("/v1/tasks", "Accept", "text/html").problem()).isEqualTo("not-acceptable");
    }

    @Test
    void answersAsSoonAsAWaitedTaskHasEnded() throws Exception {
        UUID worker = gateway.worker("w");
        UUID task = gateway.submitted("");
        var waiting = CompletableFuture.supplyAsync(() -> gateway.get("/v1/tasks/" + task + "?wait=20"));

        gateway.finished(worker, gateway.claimed(worker, task), new Ending.Completed("1"));

        assertThat(waiting.get().body().get("status").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void answersTheCurrentStateWhenTheWaitIsOver() {
        UUID task = gateway.submitted("");

        Answer answer = gateway.get("/v1/tasks/" + task, "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(answer.body().get("status").asString()).isEqualTo("QUEUED");
        assertThat(gateway.get("/v1/tasks/" + task + "?wait=61").fields()).containsExactly("wait");
    }

    @Test
    void cancelsATaskThatWaitsAtOnce() {
        UUID task = gateway.submitted("\"delay\":\"PT1H\"");

        Answer canceled = cancel(task);

        assertThat(canceled.status()).isEqualTo(202);
        assertThat(canceled.body().get("status").asString()).isEqualTo("CANCELED");
        assertThat(canceled.body().has("cancelRequestedAt")).isTrue();
        assertThat(cancel(task).status()).isEqualTo(202);
    }

    @Test
    void marksARunningTaskThatIsToBeCanceled() {
        UUID worker = gateway.worker("w");
        UUID task = gateway.submitted("");
        ClaimedTask claimed = gateway.claimed(worker, task);

        Answer canceled = cancel(task);
        assertThat(canceled.status()).isEqualTo(202);
        assertThat(canceled.body().get("status").asString()).isEqualTo("RUNNING");
        assertThat(canceled.body().has("cancelRequestedAt")).isTrue();

        gateway.finished(worker, claimed, new Ending.Completed("1"));
        assertThat(gateway.task(task).get("status").asString()).isEqualTo("CANCELED");
    }

    @Test
    void refusesToCancelATaskThatEndedOtherwise() {
        UUID worker = gateway.worker("w");
        UUID task = gateway.submitted("");
        gateway.finished(worker, gateway.claimed(worker, task), new Ending.Completed("1"));

        Answer answer = cancel(task);

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("task-ended");
        assertThat(cancel(UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void answersACancelByTheStatusItMeets() {
        UUID worker = gateway.worker("w");
        UUID queued = gateway.submitted("");
        UUID expired = gateway.submitted("\"ttl\":\"PT0.001S\"");
        UUID failed = gateway.submitted("");
        gateway.finished(
                worker, gateway.claimed(worker, failed), new Ending.Failed(new AttemptResult.Problem("BAD", "no use")));
        gateway.get("/v1/tasks/" + expired + "?wait=5");

        assertThat(cancel(queued).body().get("status").asString()).isEqualTo("CANCELED");
        assertThat(cancel(expired).text()).contains("task-ended", "EXPIRED");
        assertThat(cancel(failed).text()).contains("task-ended", "FAILED");
        assertThat(cancel(failed).status()).isEqualTo(409);
    }

    @Test
    void wakesWhoeverWaitsForACanceledTask() throws Exception {
        UUID task = gateway.submitted("\"delay\":\"PT1H\"");
        var waiting = CompletableFuture.supplyAsync(() -> gateway.get("/v1/tasks/" + task + "?wait=20"));

        cancel(task);

        assertThat(waiting.get().body().get("status").asString()).isEqualTo("CANCELED");
    }

    @Test
    void saysWhatEachAttemptDid() {
        UUID worker = gateway.worker("diligent");
        UUID task = gateway.submitted("\"maxAttempts\":2");
        assertThat(attempts(task)).isEmpty();

        gateway.finished(
                worker,
                gateway.claimed(worker, task),
                new Ending.Retry(Duration.ZERO, new AttemptResult.Problem("FLAKY", "once more")));
        gateway.ledger()
                .update("update task set status = 'QUEUED', fence = fence + 1, publish_at = now() where id = ?", task);
        ClaimedTask second = gateway.claimed(worker, task);

        var running = attempts(task);
        assertThat(running).hasSize(2);
        assertThat(running.get(0).get("outcome").asString()).isEqualTo("RETRIED");
        assertThat(running.get(0).get("error").get("code").asString()).isEqualTo("FLAKY");
        assertThat(running.get(1).get("outcome").asString()).isEqualTo("RUNNING");
        assertThat(running.get(1).get("attempt").asInt()).isEqualTo(2);
        assertThat(running.get(1).has("endedAt")).isFalse();

        gateway.finished(worker, second, new Ending.Failed(new AttemptResult.Problem("BAD", "no use")));
        var ended = attempts(task);
        assertThat(ended).hasSize(2);
        assertThat(ended.get(1).get("outcome").asString()).isEqualTo("FAILED");
        assertThat(ended.get(1).get("worker").asString()).isEqualTo("diligent");
        assertThat(gateway.task(task).get("error").get("reason").asString()).isEqualTo("NON_RETRYABLE");
        assertThat(gateway.task(task).get("error").get("code").asString()).isEqualTo("BAD");
    }

    private tools.jackson.databind.JsonNode attempts(UUID task) {
        return gateway.get("/v1/tasks/" + task + "/attempts").body().get("attempts");
    }

    private Answer cancel(UUID task) {
        return gateway.send(gateway.request("/v1/tasks/" + task + ":cancel").POST(BodyPublishers.noBody()));
    }
}
