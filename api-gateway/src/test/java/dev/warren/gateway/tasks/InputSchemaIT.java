package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class InputSchemaIT {

    private static final String SCHEMA = """
            {"type": "object", "required": ["text"], "properties": {"text": {"type": "string"},
             "tags": {"type": "array", "items": {"type": "string"}}}}""";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void refusesAnInputThatBreaksTheSchemaOfItsAgent() {
        gateway.register("strict", SCHEMA);

        Answer answer = submit("strict", "{\"tags\": [\"a\", 2]}");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("schema-violation");
        assertThat(answer.fields()).containsExactlyInAnyOrder("input/text", "input/tags/1");
        assertThat(submit("strict", "{\"text\": \"hello\"}").status()).isEqualTo(202);
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"strict\"}").fields()).containsExactly("input");
    }

    @Test
    void refusesSingleTasksOfABatch() {
        gateway.register("strict", SCHEMA);

        JsonNode results = gateway.post("/v1/tasks/batch", """
                        {"tasks": [{"agent": "strict", "input": {"text": "hello"}}, {"agent": "strict", "input": []},
                                   {"agent": "echo", "input": []}]}""").body().get("results");

        assertThat(results.get(0).has("task")).isTrue();
        assertThat(results.get(1).at("/problem/type").asString()).endsWith("/schema-violation");
        assertThat(results.get(1).at("/problem/errors/0/field").asString()).isEqualTo("input");
        assertThat(results.get(2).has("task")).isTrue();
    }

    @Test
    void takesAnyInputWhereTheSchemaCannotBeRead() {
        gateway.register("unreadable", "{\"type\": \"objekt\"}");

        assertThat(submit("unreadable", "1").status()).isEqualTo(202);
        assertThat(submit("echo", "1").status()).isEqualTo(202);
    }

    @Test
    void followsTheSchemaWhenItChanges() {
        gateway.register("changing", "{\"type\": \"object\"}");
        assertThat(submit("changing", "1").status()).isEqualTo(422);

        gateway.register("changing", "{\"type\": \"integer\"}");

        await().until(() -> submit("changing", "1").status() == 202);
        assertThat(submit("changing", "{}").status()).isEqualTo(422);
    }

    @Test
    void answersARepeatedSubmissionWhateverTheSchemaSaysNow() {
        gateway.register("growing", "{\"type\": \"object\"}");
        Answer first = submit("growing", "{}", "Idempotency-Key", "growing-1");
        gateway.register("growing", "{\"type\": \"integer\"}");
        await().until(() -> submit("growing", "{}").status() == 422);

        Answer again = submit("growing", "{}", "Idempotency-Key", "growing-1");

        assertThat(again.status()).isEqualTo(202);
        assertThat(again.body().get("id")).isEqualTo(first.body().get("id"));
        assertThat(submit("growing", "[]", "Idempotency-Key", "growing-1").status())
                .isEqualTo(422);
    }

    private Answer submit(String agent, String input, String... headers) {
        return gateway.post("/v1/tasks", "{\"agent\":\"%s\",\"input\":%s}".formatted(agent, input), headers);
    }
}
