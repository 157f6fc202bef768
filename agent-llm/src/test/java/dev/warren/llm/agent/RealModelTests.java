package dev.warren.llm.agent;

import static dev.warren.test.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.llm.endpoint.EndpointKind;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.test.model.ScriptedReply;
import dev.warren.worker.agent.AgentContext;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;
import tools.jackson.databind.JsonNode;

/**
 * A swarm of two with a tool, on a real model where {@code WARREN_LLM_REAL_BASE_URL} names its endpoint, with
 * {@code WARREN_LLM_REAL_KIND} (openai), {@code WARREN_LLM_REAL_MODEL} and {@code WARREN_LLM_REAL_KEY}; else on a scripted
 * one. It asks for what any capable model does.
 */
class RealModelTests {

    static class Tools {

        private final AtomicInteger calls = new AtomicInteger();

        @Tool(name = "secret_number", description = "Tells the secret number of a person.")
        int secretNumber(String person) {
            calls.incrementAndGet();
            return 4711;
        }
    }

    @Test
    void handsOverAndCallsATool() throws Exception {
        String url = System.getenv("WARREN_LLM_REAL_BASE_URL");
        var tools = new Tools();
        if (url != null) {
            var kind = EndpointKind.valueOf(environment("KIND", "openai").toUpperCase(Locale.ROOT));
            check(
                    new TestAgents(kind, url, environment("KEY", ""), Duration.ofMinutes(2), ToolCallbacks.from(tools)),
                    environment("MODEL", "gpt-4o-mini"),
                    tools);
            return;
        }
        try (var server = ScriptedModelServer.start()) {
            server.then(
                    ScriptedReply.calls(call("c1", "transfer_to_keeper", Map.of())),
                    ScriptedReply.calls(call("c2", "secret_number", Map.of("person", "Ada"))),
                    ScriptedReply.text("Ada's secret number is 4711."));
            check(TestAgents.on(server, EndpointKind.OPENAI, ToolCallbacks.from(tools)), "small", tools);
        }
    }

    private static void check(TestAgents agents, String model, Tools tools) throws Exception {
        agents.declare("door", """
                {"model": "%s", "handoffs": ["keeper"],
                 "instructions": "You know nothing. Hand every question over to the keeper at once, by calling the function."}""".formatted(model));
        agents.declare("keeper", """
                {"model": "%s", "tools": [{"name": "secret_number"}],
                 "instructions": "Answer questions about secret numbers. Always call secret_number to learn them."}""".formatted(model));
        var context = AgentContext.of("What is the secret number of Ada?");

        JsonNode output = TestAgents.output(agents.run("door", context));

        assertThat(output.path("agent").asString()).isEqualTo("keeper");
        assertThat(output.path("content").asString()).contains("4711");
        assertThat(tools.calls).hasPositiveValue();
        assertThat(context.recorded().usage().inputTokens()).isPositive();
        assertThat(context.recorded().tokens()).contains("4711");
    }

    private static String environment(String name, String otherwise) {
        String value = System.getenv("WARREN_LLM_REAL_" + name);
        return value == null ? otherwise : value;
    }
}
