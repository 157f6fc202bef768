package dev.warren.httpagent.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDefinition;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HttpAgentRuntimeTests {

    private final TestRuntime local = new TestRuntime("http://127.0.0.1:1/base");

    @AfterEach
    void close() {
        local.close();
    }

    @Test
    void announcesItsEndpoints() {
        assertThat(local.runtime().kind()).isEqualTo("http");
        assertThat(local.runtime().endpoints()).containsExactly("local");
    }

    @Test
    void describesAnAgentAsItWasDeclared() {
        Agent agent = agent("""
                {"kind": "http", "endpoint": "local", "description": "Counts.", "capabilities": ["count"],
                 "inputSchema": {"type": "string"}, "timeout": "PT2M", "maxAttempts": 5}""");

        assertThat(agent.description().name()).isEqualTo("orders");
        assertThat(agent.description().version()).isEqualTo("4");
        assertThat(agent.description().capabilities()).containsExactly("count");
        assertThat(agent.description().timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(agent.description().maxAttempts()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/orders", "/v1/orders", "/orders/", "/a.b/c_d~e-f", "/..a", "/.a"})
    void takesPlainPaths(String path) {
        assertThat(agent(definition(path))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "orders",
                "//other.example",
                "/../admin",
                "/a/../../admin",
                "/a/..",
                "/.",
                "/a//b",
                "/a?b=c",
                "/a#b",
                "/%2e%2e/admin",
                "/a b",
                "/a\\\\b",
                "@other.example",
                ":80/",
                ".other.example",
                "/ü",
                "http://other.example/"
            })
    void refusesPathsThatCouldLeaveTheEndpoint(String path) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent(definition(path)))
                .withMessageContaining("Agent 'orders': path must be");
    }

    @Test
    void refusesAnEndpointThatItDoesNotKnow() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent("{\"kind\": \"http\", \"endpoint\": \"other\"}"))
                .withMessage("Agent 'orders': endpoint 'other' is not known to this worker");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent("{\"kind\": \"http\"}"))
                .withMessageContaining("endpoint ''");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> agent("{\"endpoint\": \"local\", \"path\": 7}"))
                .withMessageContaining("path must be");
    }

    private Agent agent(String definition) {
        return local.runtime()
                .agent(new AgentDefinition("orders", "4", JsonMapper.shared().readTree(definition)));
    }

    private static String definition(String path) {
        return "{\"kind\": \"http\", \"endpoint\": \"local\", \"path\": \"" + path + "\"}";
    }
}
