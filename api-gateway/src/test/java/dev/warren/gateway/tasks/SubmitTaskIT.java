package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.store.finish.AttemptResult;
import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitTaskIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void acceptsATaskWithNothingButItsAgent() {
        Answer answer = gateway.post("/v1/tasks", "{\"agent\":\"echo\"}");

        assertThat(answer.status()).isEqualTo(202);
        var task = answer.body();
        assertThat(answer.header("Location"))
                .isEqualTo("/v1/tasks/" + task.get("id").asString());
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
        assertThat(task.get("status").asString()).isEqualTo("QUEUED");
        assertThat(task.get("tenant").asString()).isEqualTo("default");
        assertThat(task.get("priority").asInt()).isEqualTo(5);
        assertThat(task.get("maxAttempts").asInt()).isEqualTo(3);
        assertThat(task.get("timeout").asString()).isEqualTo(RunningGateway.ECHO_TIMEOUT.toString());
        assertThat(task.get("input").isNull()).isTrue();
        assertThat(task.has("output")).isFalse();
        assertThat(task.has("error")).isFalse();
    }

    @Test
    void showsTheSameTaskToThoseWhoAskForIt() {
        Answer accepted = gateway.post("/v1/tasks", """
                {"agent":"echo","input":{ "n": 1.0, "big":123456789012345678901234567890, "t":"\\u0000\\ud800 ä" },
                 "priority":9,"ttl":"PT1H","timeout":"PT5S","maxAttempts":7,"labels":{"b":"2","a":"1"}}""");

        Answer shown = gateway.get(accepted.header("Location"));

        assertThat(shown.status()).isEqualTo(200);
        assertThat(shown.text())
                .isEqualTo(accepted.text())
                .contains(
                        "\"input\":{ \"n\": 1.0, \"big\":123456789012345678901234567890, \"t\":\"\\u0000\\ud800 ä\" }")
                .contains("\"labels\":{\"a\":\"1\",\"b\":\"2\"}");
    }

    @Test
    void schedulesATaskThatMayNotStartYet() {
        assertThat(gateway.task(gateway.submitted("\"delay\":\"PT1H\""))
                        .get("status")
                        .asString())
                .isEqualTo("SCHEDULED");
        assertThat(gateway.task(gateway.submitted("\"notBefore\":\"2020-01-01T00:00:00Z\""))
                        .get("status")
                        .asString())
                .isEqualTo("QUEUED");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"agent":"echo",}                      | 400 | malformed-json
            {"agent":"echo","agent":"echo"}        | 400 | malformed-json
            []                                     | 422 | invalid-request
            {"agent":"echo","priority":10}         | 422 | invalid-request
            {"agent":"echo","callbackUrl":"x"}     | 422 | unknown-field
            {"agent":"nobody"}                     | 422 | unknown-agent
            """)
    void refusesABadBody(String body, int status, String problem) {
        Answer answer = gateway.post("/v1/tasks", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.body().get("status").asInt()).isEqualTo(status);
        assertThat(answer.body().get("title").asString()).isNotEmpty();
    }

    @Test
    void namesTheKnownAgentsToWhoeverNamesAnother() {
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"nobody\"}").text()).contains("known are", "echo");
    }

    @Test
    void takesAnAgentFromTheMomentItIsRegistered() {
        String agent = "late-" + UUID.randomUUID();
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"" + agent + "\"}").status())
                .isEqualTo(422);

        gateway.register(agent);

        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"" + agent + "\"}").status())
                .isEqualTo(202);
    }

    @Test
    void refusesALargeBodyWithItsLengthAnnouncedOrNot() {
        byte[] body = ("{\"agent\":\"echo\",\"input\":\"" + "x".repeat(2 * 1024 * 1024) + "\"}").getBytes();

        Answer announced = gateway.post("/v1/tasks", BodyPublishers.ofByteArray(body));
        Answer streamed = gateway.post("/v1/tasks", BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

        assertThat(announced.status()).isEqualTo(413);
        assertThat(streamed.status()).isEqualTo(413);
        assertThat(streamed.problem()).isEqualTo("body-too-large");
    }

    @Test
    void refusesAnInputOfMoreThanItsLimit() {
        String largest = "\"" + "x".repeat(1024 * 1024 - 2) + "\"";

        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":" + largest + "}")
                        .status())
                .isEqualTo(202);
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":[" + largest + "]}")
                        .problem())
                .isEqualTo("body-too-large");
    }

    @Test
    void refusesWhatIsNotJson() {
        Answer form = gateway.send(gateway.request("/v1/tasks", "Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("{\"agent\":\"echo\"}")));
        Answer latin = gateway.send(gateway.request("/v1/tasks", "Content-Type", "application/json;charset=latin1")
                .POST(BodyPublishers.ofString("{\"agent\":\"echo\"}")));
        Answer zipped = gateway.post("/v1/tasks", "{\"agent\":\"echo\"}", "Content-Encoding", "gzip");

        assertThat(form.status()).isEqualTo(415);
        assertThat(form.problem()).isEqualTo("unsupported-media-type");
        assertThat(latin.status()).isEqualTo(415);
        assertThat(zipped.status()).isEqualTo(415);
    }

    @Test
    void makesOneTaskOfManySubmissionsWithOneKey() throws Exception {
        String key = "key-" + UUID.randomUUID();
        var ids = new ArrayList<String>();
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Answer> submission =
                    () -> gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":{\"a\":1}}", "Idempotency-Key", key);
            var answers = callers.invokeAll(
                    IntStream.range(0, 20).mapToObj(i -> submission).toList());
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().status()).isEqualTo(202);
                ids.add(answer.get().body().get("id").asString());
            }
        }

        assertThat(ids).containsOnly(ids.getFirst());
        assertThat(gateway.post(
                                "/v1/tasks",
                                "{ \"input\" : {\"a\": 1}, \"agent\":\"echo\" }",
                                "Idempotency-Key",
                                "\"" + key + "\"")
                        .body()
                        .get("id")
                        .asString())
                .isEqualTo(ids.getFirst());
    }

    @Test
    void refusesAnotherBodyUnderTheSameKey() {
        String key = "key-" + UUID.randomUUID();
        gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":1}", "Idempotency-Key", key);

        Answer answer = gateway.post("/v1/tasks", "{\"agent\":\"echo\",\"input\":2}", "Idempotency-Key", key);

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("idempotency-key-reused");
        assertThat(answer.fields()).containsExactly("Idempotency-Key");
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        Answer answer = gateway.post("/v1/tasks", "{\"agent\":\"echo\"}", "Idempotency-Key", "k".repeat(256));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly("Idempotency-Key");
    }

    @Test
    void answersWhenTheTaskHasEndedToWhoeverPrefersToWait() throws Exception {
        UUID worker = gateway.worker("waited-for");
        String label = UUID.randomUUID().toString();
        var waiting = CompletableFuture.supplyAsync(() -> gateway.post(
                "/v1/tasks",
                "{\"agent\":\"echo\",\"input\":\"hi\",\"labels\":{\"wait\":\"" + label + "\"}}",
                "Prefer",
                "wait=20"));
        UUID task = org.awaitility.Awaitility.await()
                .until(
                        () -> gateway.get("/v1/tasks?label=wait:" + label)
                                .body()
                                .get("tasks")
                                .valueStream()
                                .map(found -> UUID.fromString(found.get("id").asString()))
                                .findFirst()
                                .orElse(null),
                        found -> found != null);

        gateway.finished(worker, gateway.claimed(worker, task), new AttemptResult.Ending.Completed("\"hi\""));

        Answer answer = waiting.get();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=20");
        assertThat(answer.body().get("status").asString()).isEqualTo("COMPLETED");
        assertThat(answer.body().get("output").asString()).isEqualTo("hi");
        assertThat(answer.body().get("worker").asString()).isEqualTo("waited-for");
        assertThat(answer.body().get("usage").get("outputTokens").asInt()).isEqualTo(4);
    }

    @Test
    void waitsForTheTaskThatWasAcceptedBeforeUnderTheSameKey() throws Exception {
        UUID worker = gateway.worker("waited-for-again");
        String[] headers = {"Idempotency-Key", UUID.randomUUID().toString(), "Prefer", "wait=20"};
        String body = "{\"agent\":\"echo\",\"input\":\"hi\"}";
        UUID task = UUID.fromString(gateway.post("/v1/tasks", body, headers[0], headers[1])
                .body()
                .get("id")
                .asString());
        var waiting = CompletableFuture.supplyAsync(() -> gateway.post("/v1/tasks", body, headers));

        gateway.finished(worker, gateway.claimed(worker, task), new AttemptResult.Ending.Completed("\"hi\""));

        Answer answer = waiting.get();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body().get("id").asString()).isEqualTo(task.toString());
        assertThat(answer.body().get("status").asString()).isEqualTo("COMPLETED");
    }

    @Test
    void answersTheTaskAsItIsWhenTheWaitIsOver() {
        Answer answer = gateway.post("/v1/tasks", "{\"agent\":\"echo\"}", "Prefer", "wait=1");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.header("Preference-Applied")).isEqualTo("wait=1");
        assertThat(answer.header("Location")).isNotEmpty();
    }

    @Test
    void refusesToWaitForLongerThanAMinute() {
        Answer answer = gateway.post("/v1/tasks", "{\"agent\":\"echo\"}", "Prefer", "wait=61");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.fields()).containsExactly("Prefer");
    }

    @Test
    void countsWhatItAcceptsAndRefuses() {
        gateway.submitted("");
        gateway.post("/v1/tasks", "{\"agent\":\"nobody\"}");

        assertThat(gateway.management("/actuator/prometheus").text())
                .contains("warren_tasks_submitted_total{agent=\"echo\"}")
                .contains("warren_tasks_refused_total{problem=\"unknown-agent\"}")
                .contains("warren_submit_group_size_count")
                .contains("warren_submit_waiting");
    }

    @Test
    void keepsARetryPolicyOfTheTaskItself() {
        UUID task = gateway.submitted("\"retry\":{\"firstDelay\":\"PT10M\",\"nonRetryable\":[\"DENIED\"]}");

        var retry = gateway.task(task).get("retry");

        assertThat(retry.get("firstDelay").asString()).isEqualTo("PT10M");
        assertThat(retry.get("maxDelay").asString()).isEqualTo("PT10M");
        assertThat(retry.get("factor").asDouble()).isEqualTo(2);
        assertThat(retry.get("jitter").asDouble()).isEqualTo(0.2);
        assertThat(retry.get("nonRetryable").get(0).asString()).isEqualTo("DENIED");
        assertThat(gateway.task(gateway.submitted("\"retry\":{}")).has("retry")).isFalse();
    }

    @Test
    void takesTheAgentsAttemptsAndPolicyWhereItSaysNothing() {
        String agent = "patient-" + UUID.randomUUID();
        gateway.register(agent);
        gateway.ledger()
                .update(
                        "update agent set max_attempts = 7, retry = '{\"factor\":5,\"jitter\":0}' where name = ?",
                        agent);

        var task = gateway.post("/v1/tasks", "{\"agent\":\"" + agent + "\",\"retry\":{\"maxDelay\":\"PT1H\"}}")
                .body();

        assertThat(task.get("maxAttempts").asInt()).isEqualTo(7);
        assertThat(task.at("/retry/factor").asDouble()).isEqualTo(5);
        assertThat(task.at("/retry/maxDelay").asString()).isEqualTo("PT1H");
        var shown = gateway.get("/v1/agents/" + agent).body();
        assertThat(shown.get("maxAttempts").asInt()).isEqualTo(7);
        assertThat(shown.at("/retry/factor").asDouble()).isEqualTo(5);
    }
}
