package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import java.util.Collections;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubmitBatchIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void answersEachItemInItsPlace() {
        Answer answer = gateway.post("/v1/tasks/batch", """
                {"tasks":[{"agent":"echo","input":0},{"agent":"nobody"},5,{"agent":"echo","x":{"y":[]}},
                          {"agent":"echo","input":"%s"},{"agent":"echo","input":5}]}""".formatted("x".repeat(1024 * 1024)));

        assertThat(answer.status()).isEqualTo(202);
        var results = answer.body().get("results");
        assertThat(results).hasSize(6);
        for (int i = 0; i < 6; i++) {
            assertThat(results.get(i).get("index").asInt()).isEqualTo(i);
        }
        assertThat(results.get(0).get("task").get("input").asInt()).isZero();
        assertThat(results.get(0).has("problem")).isFalse();
        assertThat(results.get(1).get("problem").get("type").asString()).endsWith("/unknown-agent");
        assertThat(results.get(1)
                        .get("problem")
                        .get("errors")
                        .get(0)
                        .get("field")
                        .asString())
                .isEqualTo("agent");
        assertThat(results.get(2).get("problem").get("status").asInt()).isEqualTo(422);
        assertThat(results.get(3).get("problem").get("type").asString()).endsWith("/unknown-field");
        assertThat(results.get(4).get("problem").get("status").asInt()).isEqualTo(413);
        assertThat(results.get(5).get("task").get("input").asInt()).isEqualTo(5);
        assertThat(gateway.get("/v1/tasks/"
                                + results.get(5).get("task").get("id").asString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void takesAThousandTasks() {
        String item = "{\"agent\":\"echo\"}";
        String thousand = String.join(",", Collections.nCopies(1000, item));

        Answer answer = gateway.post("/v1/tasks/batch", "{\"tasks\":[" + thousand + "]}");
        assertThat(answer.body().get("results").valueStream()).hasSize(1000).allMatch(result -> result.has("task"));

        Answer oneMore = gateway.post("/v1/tasks/batch", "{\"tasks\":[" + thousand + "," + item + "]}");
        assertThat(oneMore.status()).isEqualTo(422);
        assertThat(oneMore.fields()).containsExactly("tasks");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"tasks":[]}                             | 422 | invalid-request
            {}                                       | 422 | invalid-request
            {"tasks":{}}                             | 422 | invalid-request
            []                                       | 422 | invalid-request
            {"tasks":[{"agent":"echo"}],"more":[{}]} | 422 | unknown-field
            {"tasks":[{"agent":"echo"}               | 400 | malformed-json
            """)
    void refusesWhatIsNoBatch(String body, int status, String problem) {
        Answer answer = gateway.post("/v1/tasks/batch", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.problem()).isEqualTo(problem);
    }

    @Test
    void refusesMoreThanSixteenMebibytes() {
        String input = "\"" + "x".repeat(1_000_000) + "\"";
        String items = String.join(",", Collections.nCopies(17, "{\"agent\":\"echo\",\"input\":" + input + "}"));

        assertThat(gateway.post("/v1/tasks/batch", "{\"tasks\":[" + items + "]}")
                        .status())
                .isEqualTo(413);
    }

    @Test
    void makesNoTaskTwiceOfARepeatedBatch() {
        String key = "batch-" + UUID.randomUUID();
        Answer first = gateway.post(
                "/v1/tasks/batch", "{\"tasks\":[{\"agent\":\"echo\"},{\"agent\":\"echo\"}]}", "Idempotency-Key", key);
        Answer second = gateway.post(
                "/v1/tasks/batch",
                "{\"tasks\":[{\"agent\":\"echo\"},{\"agent\":\"echo\",\"priority\":1}]}",
                "Idempotency-Key",
                key);

        assertThat(first.body().get("results").get(0).get("task").get("id"))
                .isEqualTo(second.body().get("results").get(0).get("task").get("id"))
                .isNotEqualTo(first.body().get("results").get(1).get("task").get("id"));
        assertThat(second.body()
                        .get("results")
                        .get(1)
                        .get("problem")
                        .get("type")
                        .asString())
                .endsWith("/idempotency-key-reused");
    }
}
