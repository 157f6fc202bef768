package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.store.finish.AttemptResult;
import dev.warren.store.finish.AttemptResult.Ending;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class RunIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void replaysATaskInItsNextRun() {
        UUID worker = gateway.worker("w");
        UUID task = gateway.submitted("\"input\":{\"n\": 1.0},\"maxAttempts\":1");
        gateway.finished(
                worker, gateway.claimed(worker, task), new Ending.Failed(new AttemptResult.Problem("BAD", "no use")));

        Answer replayed = replay(task);

        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.header("Location")).isEqualTo("/v1/tasks/" + task);
        JsonNode next = replayed.body();
        assertThat(next.get("status").asString()).isEqualTo("QUEUED");
        assertThat(next.get("run").asInt()).isEqualTo(2);
        assertThat(next.get("attempt").asInt()).isZero();
        assertThat(next.get("failures").asInt()).isZero();
        assertThat(next.has("error")).isFalse();
        assertThat(next.has("finishedAt")).isFalse();
        assertThat(replayed.text()).contains("\"input\":{\"n\": 1.0}");
    }

    @Test
    void showsTheAttemptsOfAllRuns() {
        UUID worker = gateway.worker("w");
        UUID task = gateway.submitted("\"maxAttempts\":1");
        gateway.finished(worker, gateway.claimed(worker, task), new Ending.Completed("1"));
        replay(task);
        gateway.finished(
                worker, gateway.claimed(worker, task), new Ending.Failed(new AttemptResult.Problem("BAD", "no use")));
        replay(task);
        gateway.claimed(worker, task);

        assertThat(attempts(task, ""))
                .containsExactly("run 1 attempt 1 COMPLETED", "run 2 attempt 1 FAILED", "run 3 attempt 1 RUNNING");
        assertThat(attempts(task, "?run=1")).containsExactly("run 1 attempt 1 COMPLETED");
        assertThat(attempts(task, "?run=2")).containsExactly("run 2 attempt 1 FAILED");
        assertThat(attempts(task, "?run=4")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "99999999999", ""})
    void refusesARunThatIsNone(String run) {
        Answer answer = gateway.get("/v1/tasks/" + gateway.submitted("") + "/attempts?run=" + run);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly("run");
    }

    @Test
    void refusesToReplayATaskThatHasNotEnded() {
        UUID worker = gateway.worker("w");
        UUID scheduled = gateway.submitted("\"delay\":\"PT1H\"");
        UUID running = gateway.submitted("");
        gateway.claimed(worker, running);

        assertThat(replay(scheduled).status()).isEqualTo(409);
        assertThat(replay(scheduled).problem()).isEqualTo("task-open");
        assertThat(replay(scheduled).text()).contains("SCHEDULED", "cancel it first");
        assertThat(replay(running).text()).contains("RUNNING");
        assertThat(gateway.task(running).get("run").asInt()).isEqualTo(1);
    }

    @Test
    void replaysACanceledTaskAndKnowsNoOther() {
        UUID task = gateway.submitted("\"delay\":\"PT1H\"");
        gateway.send(gateway.request("/v1/tasks/" + task + ":cancel").POST(BodyPublishers.noBody()));

        Answer replayed = replay(task);

        assertThat(replayed.status()).isEqualTo(202);
        assertThat(replayed.body().has("cancelRequestedAt")).isFalse();
        assertThat(replay(UUID.randomUUID()).problem()).isEqualTo("task-not-found");
    }

    private Answer replay(UUID task) {
        return gateway.send(gateway.request("/v1/tasks/" + task + ":replay").POST(BodyPublishers.noBody()));
    }

    private List<String> attempts(UUID task, String query) {
        return gateway.get("/v1/tasks/" + task + "/attempts" + query)
                .body()
                .get("attempts")
                .valueStream()
                .map(each -> "run " + each.get("run").asInt() + " attempt "
                        + each.get("attempt").asInt() + " "
                        + each.get("outcome").asString())
                .toList();
    }
}
