package dev.warren.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RegistryIT {

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void showsAnAgentWithTheWorkersThatHostIt() {
        UUID living = gateway.worker("living");
        UUID dead = gateway.worker("dead");
        gateway.ledger().update("update worker set state = 'DEAD' where incarnation = ?", dead);

        JsonNode agent = gateway.get("/v1/agents/echo").body();

        assertThat(agent.get("kind").asString()).isEqualTo("java");
        assertThat(agent.get("version").asString()).isEqualTo("1");
        assertThat(agent.get("description").asString()).isEqualTo("Answers its input");
        assertThat(agent.get("capabilities").get(0).asString()).isEqualTo("repeat");
        assertThat(agent.get("inputSchema").get("title").asString()).isEqualTo("anything");
        assertThat(agent.has("outputSchema")).isFalse();
        assertThat(agent.get("health").asString()).isEqualTo("active");
        assertThat(agent.get("queue").asString()).isEqualTo("agent.echo.shared");
        assertThat(agent.get("members")
                        .valueStream()
                        .map(member -> member.get("worker").asString()))
                .contains(living.toString())
                .doesNotContain(dead.toString());
    }

    @Test
    void saysThatNobodyHostsAnAgentOrThatItIsPaused() {
        gateway.register("lonely");
        gateway.register("paused");
        gateway.ledger().update("update agent set paused = true where name = 'paused'");

        assertThat(gateway.get("/v1/agents/lonely").body().get("health").asString())
                .isEqualTo("no-members");
        assertThat(gateway.get("/v1/agents/paused").body().get("health").asString())
                .isEqualTo("paused");
        assertThat(gateway.get("/v1/agents")
                        .body()
                        .get("agents")
                        .valueStream()
                        .map(agent -> agent.get("name").asString()))
                .contains("echo", "lonely", "paused")
                .isSorted();
    }

    @Test
    void knowsNoOtherAgent() {
        Answer answer = gateway.get("/v1/agents/nobody");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.problem()).isEqualTo("agent-not-found");
    }

    @Test
    void listsTheFleetWithTheLivingFirst() {
        UUID dead = gateway.worker("dead");
        gateway.ledger().update("update worker set state = 'DEAD' where incarnation = ?", dead);
        UUID living = gateway.worker("living");

        JsonNode workers = gateway.get("/v1/workers").body().get("workers");

        JsonNode first = workers.get(0);
        assertThat(first.get("id").asString()).isEqualTo(living.toString());
        assertThat(first.get("name").asString()).isEqualTo("living");
        assertThat(first.get("host").asString()).isEqualTo("localhost");
        assertThat(first.get("state").asString()).isEqualTo("ALIVE");
        assertThat(first.get("slots").asInt()).isEqualTo(10);
        assertThat(first.get("running").asInt()).isZero();
        assertThat(first.get("version").asString()).isEqualTo("test");
        assertThat(first.has("lastHeartbeat")).isTrue();
        assertThat(first.has("startedAt")).isTrue();
        assertThat(first.get("agents").get(0).get("name").asString()).isEqualTo("echo");
        assertThat(workers.valueStream()
                        .filter(worker -> worker.get("id").asString().equals(dead.toString()))
                        .findFirst()
                        .orElseThrow()
                        .get("state")
                        .asString())
                .isEqualTo("DEAD");
    }
}
