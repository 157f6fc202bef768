package dev.warren.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.fixture.RunningGateway;
import dev.warren.gateway.fixture.RunningGateway.Answer;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.model.topology.Topology;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class DeclareAgentIT {

    private static final String TRIAGE = """
            {"kind": "llm", "endpoint": "default", "instructions": "Route.", "model": "m-1", "maxTurns": %d,
             "capabilities": ["triage"], "inputSchema": {"type": "object"}, "handoffs": ["sales"]}""";

    private final RunningGateway gateway = RunningGateway.shared();

    @Test
    void declaresAnAgentThatTasksMayName() {
        Answer declared = declare("front-desk", TRIAGE.formatted(5));

        assertThat(declared.status()).isEqualTo(201);
        assertThat(declared.header("ETag")).isEqualTo("\"1\"");
        assertThat(declared.header("Location")).isEqualTo("/v1/agents/front-desk");
        JsonNode agent = gateway.get("/v1/agents/front-desk").body();
        assertThat(agent).isEqualTo(declared.body());
        assertThat(agent.get("kind").asString()).isEqualTo("llm");
        assertThat(agent.get("version").asString()).isEqualTo("1");
        assertThat(agent.get("health").asString()).isEqualTo("no-members");
        assertThat(agent.at("/capabilities/0").asString()).isEqualTo("triage");
        assertThat(agent.at("/definition/instructions").asString()).isEqualTo("Route.");
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"front-desk\",\"input\":{}}")
                        .status())
                .isEqualTo(202);
        assertThat(gateway.post("/v1/tasks", "{\"agent\":\"front-desk\",\"input\":1}")
                        .problem())
                .isEqualTo("schema-violation");
    }

    @Test
    void countsTheLivingWorkersThatReachItsEndpoint() {
        UUID reaching = gateway.workerReaching("llm:far", "http:near");
        gateway.workerReaching("llm:near");
        declare("far", TRIAGE.formatted(5).replace("default", "far"));

        JsonNode agent = gateway.get("/v1/agents/far").body();

        assertThat(agent.get("health").asString()).isEqualTo("active");
        assertThat(agent.get("members")).hasSize(1);
        assertThat(agent.at("/members/0/worker").asString()).isEqualTo(reaching.toString());
        assertThat(agent.at("/members/0/version").asString()).isEqualTo("1");
        assertThat(agent.at("/members/0/healthy").asBoolean()).isTrue();
        assertThat(gateway.get("/v1/workers")
                        .body()
                        .at("/workers")
                        .valueStream()
                        .filter(worker -> worker.get("id").asString().equals(reaching.toString()))
                        .flatMap(worker -> worker.get("endpoints").valueStream())
                        .map(JsonNode::asString))
                .containsExactlyInAnyOrder("llm:far", "http:near");
    }

    @Test
    void keepsEveryVersionAndMakesNoneOfTheSame() {
        declare("evolving", TRIAGE.formatted(1));
        Answer second = declare("evolving", TRIAGE.formatted(2));
        Answer same = declare("evolving", TRIAGE.formatted(2).replace("\n", " "));
        declare("evolving", TRIAGE.formatted(1));

        assertThat(second.status()).isEqualTo(200);
        assertThat(second.header("ETag")).isEqualTo("\"2\"");
        assertThat(same.status()).isEqualTo(200);
        assertThat(same.header("ETag")).isEqualTo("\"2\"");
        JsonNode page = gateway.get("/v1/agents/evolving/versions?pageSize=2").body();
        JsonNode rest = gateway.get("/v1/agents/evolving/versions?pageSize=2&pageToken="
                        + page.get("nextPageToken").asString())
                .body();
        assertThat(page.get("versions")
                        .valueStream()
                        .map(version -> version.get("version").asInt()))
                .containsExactly(3, 2);
        assertThat(rest.get("versions")
                        .valueStream()
                        .map(version -> version.get("version").asInt()))
                .containsExactly(1);
        assertThat(rest.has("nextPageToken")).isFalse();
        assertThat(page.at("/versions/1/definition/maxTurns").asInt()).isEqualTo(2);
        assertThat(page.at("/versions/1").has("declaredAt")).isTrue();
        assertThat(gateway.get("/v1/agents/echo/versions").body().get("versions"))
                .isEmpty();
        assertThat(gateway.get("/v1/agents/nobody/versions").status()).isEqualTo(404);
        assertThat(gateway.get("/v1/agents/evolving/versions?pageToken=x").status())
                .isEqualTo(422);
    }

    @Test
    void replacesOnlyTheVersionThatItsAuthorHasSeen() {
        assertThat(declare("careful", TRIAGE.formatted(1), "If-Match", "\"1\"").problem())
                .isEqualTo("other-version");
        assertThat(declare("careful", TRIAGE.formatted(1), "If-Match", "*").status())
                .isEqualTo(412);
        assertThat(declare("careful", TRIAGE.formatted(1), "If-None-Match", "*").status())
                .isEqualTo(201);
        assertThat(declare("careful", TRIAGE.formatted(2), "If-None-Match", "*").status())
                .isEqualTo(412);
        assertThat(declare("careful", TRIAGE.formatted(2), "If-Match", "\"1\"").header("ETag"))
                .isEqualTo("\"2\"");
        Answer late = declare("careful", TRIAGE.formatted(3), "If-Match", "\"1\"");
        assertThat(late.status()).isEqualTo(412);
        assertThat(late.text()).contains("\\\"2\\\"");
        assertThat(declare("careful", TRIAGE.formatted(3), "If-Match", "W/\"2\"")
                        .status())
                .as("a weak tag says too little")
                .isEqualTo(412);
        assertThat(declare("careful", TRIAGE.formatted(3), "If-Match", "\"7\", \"2\"")
                        .header("ETag"))
                .isEqualTo("\"3\"");
        assertThat(declare("careful", TRIAGE.formatted(4), "If-Match", "*").header("ETag"))
                .isEqualTo("\"4\"");
        assertThat(declare("careful", TRIAGE.formatted(5), "If-Match", "3").fields())
                .containsExactly("If-Match");
        assertThat(declare("careful", TRIAGE.formatted(5), "If-None-Match", "\"3\"")
                        .fields())
                .containsExactly("If-None-Match");
    }

    @Test
    void answersWhoHasTheVersionAlreadyWithoutIt() {
        declare("known", TRIAGE.formatted(1));

        Answer unchanged = gateway.get("/v1/agents/known", "If-None-Match", "\"1\"");

        assertThat(unchanged.status()).isEqualTo(304);
        assertThat(unchanged.text()).isEmpty();
        assertThat(unchanged.header("ETag")).isEqualTo("\"1\"");
        assertThat(gateway.get("/v1/agents/known", "If-None-Match", "\"2\"").status())
                .isEqualTo(200);
        assertThat(gateway.get("/v1/agents/echo", "If-None-Match", "\"1\"").status())
                .as("a Java agent has no tag")
                .isEqualTo(200);
    }

    @Test
    void leavesJavaAgentsToTheirWorkers() {
        Answer answer = declare("echo", TRIAGE.formatted(1));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.problem()).isEqualTo("java-agent");
        assertThat(declare("echo", TRIAGE.formatted(1), "If-Match", "\"1\"").status())
                .isEqualTo(409);
    }

    @Test
    void refusesWhatIsNotAsItMustBe() {
        assertThat(declare("wrong", "{\"kind\":\"llm\"}").fields())
                .containsExactlyInAnyOrder("endpoint", "instructions", "model");
        assertThat(declare("wrong", "{\"kind\":\"http\",\"endpoint\":\"a\",\"url\":\"x\"}")
                        .problem())
                .isEqualTo("unknown-field");
        assertThat(declare("wrong", "{").status()).isEqualTo(400);
        assertThat(declare("Wrong", TRIAGE.formatted(1)).fields()).containsExactly("name");
        assertThat(declare("wrong", "\"" + "x".repeat(600_000) + "\"").status()).isEqualTo(413);
        assertThat(gateway.get("/v1/agents/wrong").status()).isEqualTo(404);
    }

    @Test
    void givesTheAgentItsQueue() throws Exception {
        await().until(gateway.get(BrokerState.class)::isConnected);
        declare("queued", TRIAGE.formatted(1));

        try (TestBroker broker = new TestBroker(gateway.setting("warren.broker.uri"))) {
            await().until(() -> broker.hasQueue(Topology.agentQueue("queued", Topology.SHARED_LANE)));
        }
    }

    private Answer declare(String name, String json, String... headers) {
        return gateway.put("/v1/agents/" + name, json, headers);
    }
}
