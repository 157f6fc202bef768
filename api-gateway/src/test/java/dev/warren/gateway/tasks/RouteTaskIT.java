package dev.warren.gateway.tasks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RouteTaskIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void choosesTheOneWithTheLeastExpectedWait() {
        UUID slow = gateway.worker("wait-slow", "wait-slow", 10, "wait-for", "other");
        UUID quick = gateway.worker("wait-quick", "wait-quick", 10, "wait-for");
        gateway.worker("wait-lacking", "wait-lacking", 10, "other");
        gateway.tells(slow, "wait-slow", 10, "\"runSeconds\":20.0");
        gateway.tells(quick, "wait-quick", 10, "\"runSeconds\":2.0");

        await().untilAsserted(() -> {
            JsonNode task = submit("\"wait-for\"").body();
            assertThat(task.get("agent").asString()).isEqualTo("wait-quick");
            assertThat(task.at("/capabilities/0").asString()).isEqualTo("wait-for");
            assertThat(task.at("/routing/agent").asString()).isEqualTo("wait-quick");
            assertThat(task.at("/routing/reason").asString())
                    .startsWith("Of 2 agents that offer wait-for and have a healthy worker")
                    .contains("2.00 s a task", "0 of 10 slots free");
            assertThat(gateway.task(UUID.fromString(task.get("id").asString())).get("routing"))
                    .isEqualTo(task.get("routing"));
        });
        assertThat(submit("\"wait-for\",\"other\"").body().get("agent").asString())
                .as("the only one that offers both")
                .isEqualTo("wait-slow");
    }

    @Test
    void spreadsABatchOverTheAgents() {
        gateway.worker("spread-1", "spread-1", 10, "spread");
        gateway.worker("spread-2", "spread-2", 10, "spread");
        String tasks = String.join(",", Collections.nCopies(100, "{\"capabilities\":[\"spread\"]}"));

        await().untilAsserted(() -> assertThat(gateway.post("/v1/tasks/batch", "{\"tasks\":[" + tasks + "]}")
                        .body()
                        .get("results")
                        .valueStream()
                        .map(result -> result.at("/task/agent").asString())
                        .collect(Collectors.groupingBy(agent -> agent, Collectors.counting())))
                .hasSize(2)
                .allSatisfy((agent, count) -> assertThat(count).isBetween(30L, 70L)));
    }

    @Test
    void passesOverThePausedTheUnhealthyAndTheDead() {
        gateway.worker("pass-a", "pass-a", 10, "pass");
        UUID sick = gateway.worker("pass-b", "pass-b", 10, "pass");
        UUID dead = gateway.worker("pass-c", "pass-c", 10, "pass");
        gateway.worker("pass-d", "pass-d", 10, "pass");
        gateway.send(gateway.request("/v1/agents/pass-a:pause").POST(BodyPublishers.noBody()));
        gateway.tells(sick, "pass-b", 0, "\"healthy\":false");
        gateway.dead(dead);

        await().untilAsserted(() -> {
            JsonNode task = submit("\"pass\"").body();
            assertThat(task.get("agent").asString()).isEqualTo("pass-d");
            assertThat(task.at("/routing/reason").asString())
                    .startsWith("The only agent that offers pass and has a healthy worker");
        });
    }

    @Test
    void letsATaskWaitWhereNobodyIsAlive() {
        gateway.dead(gateway.worker("gone-1", "gone-1", 10, "gone"));

        Answer answer = submit("\"gone\"");

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.body().get("agent").asString()).isEqualTo("gone-1");
        assertThat(answer.body().at("/routing/reason").asString())
                .startsWith("No agent that offers gone has a healthy worker now");
    }

    @Test
    void refusesWhatNobodyHasEverOffered() {
        Answer answer = submit("\"wait-for\",\"levitate\"");

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("unknown-capability");
        assertThat(answer.fields()).containsExactly("capabilities");
        assertThat(answer.text()).contains("levitate");
    }

    @Test
    void answersARepeatedSubmissionWithTheFirstChoice() {
        gateway.worker("again-1", "again-1", 10, "again");
        Answer first = gateway.post("/v1/tasks", "{\"capabilities\":[\"again\"]}", "Idempotency-Key", "again");
        gateway.worker("again-0", "again-0", 100, "again");

        await().untilAsserted(() ->
                assertThat(submit("\"again\"").body().get("agent").asString()).isEqualTo("again-0"));
        assertThat(gateway.post("/v1/tasks", "{\"capabilities\":[\"again\"]}", "Idempotency-Key", "again")
                        .body()
                        .get("id"))
                .isEqualTo(first.body().get("id"));
    }

    private Answer submit(String capabilities) {
        return gateway.post("/v1/tasks", "{\"capabilities\":[" + capabilities + "]}");
    }
}
