package dev.warren.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.store.tally.AgentTallies;
import dev.warren.store.tally.LedgerTallies;
import java.time.Duration;
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
    void saysHowLongATaskIsGoingToWait() {
        UUID one = gateway.worker("measured-1", "measured", 10);
        UUID other = gateway.worker("measured-2", "measured", 10);
        gateway.tells(one, "measured", 9, "\"healthy\":true,\"runSeconds\":2.0");
        gateway.tells(other, "measured", 7, "\"healthy\":true,\"runSeconds\":4.0");
        assertThat(gateway.get("/v1/agents/measured")
                        .body()
                        .get("expectedWaitSeconds")
                        .asDouble())
                .isZero();

        for (int i = 0; i < 8; i++) {
            gateway.post("/v1/tasks", "{\"agent\":\"measured\"}");
        }

        await().untilAsserted(() -> {
            JsonNode agent = gateway.get("/v1/agents/measured").body();
            assertThat(agent.get("queuedTasks").asInt()).isEqualTo(8);
            assertThat(agent.get("expectedWaitSeconds").asDouble()).isEqualTo(8 * 3.0 / 4);
            assertThat(agent.at("/members/0/runSeconds").asDouble()).isEqualTo(4);
        });
        gateway.tells(one, "measured", 10, "\"runSeconds\":2.0");
        gateway.tells(other, "measured", 10, "\"runSeconds\":4.0");
        assertThat(gateway.get("/v1/agents/measured")
                        .body()
                        .get("expectedWaitSeconds")
                        .asDouble())
                .as("without a free slot")
                .isEqualTo(9 * 3.0 / 20);
    }

    @Test
    void measuresAnAgentOverAllProcesses() {
        UUID worker = gateway.worker("counted-1", "counted", 10);
        gateway.tells(worker, "counted", 10, "\"healthy\":true,\"runSeconds\":2.0");
        var done = new AgentTallies();
        for (int i = 0; i < 120; i++) {
            done.completed("counted");
            done.ran("counted", Duration.ofSeconds(2));
        }
        new LedgerTallies(gateway.ledger()).tell(worker, done.next());
        for (int i = 0; i < 6; i++) {
            gateway.post("/v1/tasks", "{\"agent\":\"counted\"}");
        }

        await().untilAsserted(() -> {
            JsonNode stats = gateway.get("/v1/stats")
                    .body()
                    .get("agents")
                    .valueStream()
                    .filter(each -> each.get("agent").asString().equals("counted"))
                    .findFirst()
                    .orElseThrow(AssertionError::new);
            assertThat(stats.get("queuedTasks").asInt()).isEqualTo(6);
            assertThat(stats.get("runningTasks").asInt()).isZero();
            assertThat(stats.get("oldestQueuedSeconds").asDouble()).isNotNegative();
            assertThat(stats.get("submittedPerSecond").asDouble()).isEqualTo(0.1);
            assertThat(stats.get("completedPerSecond").asDouble()).isEqualTo(2);
            assertThat(stats.get("failedPerSecond").asDouble()).isZero();
            assertThat(stats.get("expectedWaitSeconds").asDouble()).isEqualTo(7 * 2.0 / 10);
            assertThat(stats.at("/runSeconds/p50").asDouble()).isCloseTo(2, within(0.5));
            assertThat(stats.at("/runSeconds/p99").asDouble()).isCloseTo(2, within(0.5));
        });
    }

    @Test
    void leavesOutWhatIsNotKnownOfAnAgent() {
        gateway.register("idle");

        await().untilAsserted(() -> assertThat(gateway.get("/v1/stats")
                        .body()
                        .get("agents")
                        .valueStream()
                        .filter(each -> each.get("agent").asString().equals("idle")))
                .singleElement()
                .satisfies(idle -> assertThat(idle.propertyNames())
                        .containsExactlyInAnyOrder(
                                "agent",
                                "queuedTasks",
                                "runningTasks",
                                "submittedPerSecond",
                                "completedPerSecond",
                                "failedPerSecond")));
    }

    @Test
    void saysNothingOfTheWaitWhereNothingWasMeasured() {
        gateway.worker("unmeasured-1", "unmeasured", 10);

        assertThat(gateway.get("/v1/agents/unmeasured").body().has("expectedWaitSeconds"))
                .isFalse();
    }

    @Test
    void showsThatAnAgentCannotWork() {
        UUID sick = gateway.worker("sick", "ailing", 10);
        gateway.tells(sick, "ailing", 0, "\"healthy\":false,\"reason\":\"no licence\"");

        JsonNode agent = gateway.get("/v1/agents/ailing").body();
        assertThat(agent.get("health").asString()).isEqualTo("unhealthy");
        assertThat(agent.at("/members/0/healthy").asBoolean()).isFalse();
        assertThat(agent.at("/members/0/reason").asString()).isEqualTo("no licence");

        gateway.worker("sound", "ailing", 10);
        assertThat(gateway.get("/v1/agents/ailing").body().get("health").asString())
                .isEqualTo("active");
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
