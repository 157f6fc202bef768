package dev.warren.llm.agent;

import static dev.warren.test.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.warren.llm.endpoint.EndpointKind;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.test.model.ScriptedReply;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.WaitsForChildren;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.tool.ToolCallbackProvider;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import org.springframework.ai.tool.method.MethodToolCallbackProvider;
import tools.jackson.databind.JsonNode;

/** Runs what docs/declare-an-llm-agent.md and docs/build-a-swarm.md show. */
class GuideTests {

    private static final Path DOCS = Path.of("..", "docs");

    private final ScriptedModelServer server = ScriptedModelServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    static class WeatherTools {

        @Tool(name = "get_weather", description = "Tells the weather of a city.")
        String weather(@ToolParam(description = "Name of the city.") String city, ToolContext context) {
            ContextVariables.of(context).set("lastCity", city);
            return "mild in " + city;
        }
    }

    ToolCallbackProvider weatherTools() {
        return MethodToolCallbackProvider.builder()
                .toolObjects(new WeatherTools())
                .build();
    }

    static class RefundTools {

        @Tool(name = "refund", description = "Refunds an order.")
        String refund(@ToolParam(description = "Number of the order.") int order) {
            return "Order " + order + " is refunded";
        }
    }

    @Test
    void declaresAnAgent() throws Exception {
        String guide = Files.readString(DOCS.resolve("declare-an-llm-agent.md"));
        var agents = TestAgents.on(server, EndpointKind.OPENAI, weatherTools().getToolCallbacks());
        agents.declare("weather", snippet(guide, "weather"));
        server.then(
                ScriptedReply.calls(call("c1", "get_weather", Map.of("city", "Oslo"))),
                ScriptedReply.text("It is mild, Kari."));

        JsonNode output = agents.complete("weather", TestAgents.JSON.readTree(snippet(guide, "input")));

        assertThat(output.path("content").asString()).isEqualTo("It is mild, Kari.");
        assertThat(output.at("/contextVariables/lastCity").asString()).isEqualTo("Oslo");
        assertThat(server.requests().getFirst().system()).isEqualTo("Tell Kari the weather. Be brief.");
        assertThat(guide)
                .as("shows the code that runs here")
                .contains(sourceOf("class WeatherTools"), sourceOf("ToolCallbackProvider weatherTools()"));
    }

    @Test
    void usesAnotherAgentAsATool() throws Exception {
        String guide = Files.readString(DOCS.resolve("declare-an-llm-agent.md"));
        Agent editor = TestAgents.on(server, EndpointKind.OPENAI).declare("editor", snippet(guide, "editor"));
        server.then(
                ScriptedReply.calls(call("c1", "word-count", Map.of("text", "not that long"))),
                ScriptedReply.text("Three words are short enough."));
        var context = AgentContext.of("Is 'not that long' short?");

        assertThatExceptionOfType(WaitsForChildren.class).isThrownBy(() -> editor.run(context));
        Outcome outcome = editor.run(context.withAttempt(2).withChildren(child -> ChildResult.completed(3)));

        assertThat(TestAgents.output(outcome).path("content").asString()).isEqualTo("Three words are short enough.");
        assertThat(context.recorded().children())
                .extracting(ChildTask::agent, ChildTask::input)
                .containsExactly(tuple("word-count", TestAgents.JSON.readTree("{\"text\": \"not that long\"}")));
    }

    @Test
    void buildsASwarm() throws Exception {
        String guide = Files.readString(DOCS.resolve("build-a-swarm.md"));
        var agents = TestAgents.on(
                server,
                EndpointKind.OPENAI,
                MethodToolCallbackProvider.builder()
                        .toolObjects(new RefundTools())
                        .build()
                        .getToolCallbacks());
        for (String name : new String[] {"triage", "sales", "refunds"}) {
            agents.declare(name, snippet(guide, name));
        }
        server.then(
                ScriptedReply.calls(call("c1", "transfer_to_refunds", Map.of())),
                ScriptedReply.calls(call("c2", "refund", Map.of("order", 77))),
                ScriptedReply.text("You get your money back."));

        JsonNode output = agents.complete("triage", TestAgents.JSON.readTree(snippet(guide, "input")));

        assertThat(output.path("agent").asString()).isEqualTo("refunds");
        assertThat(output.path("content").asString()).isEqualTo("You get your money back.");
        assertThat(server.requests().get(2).toolResults()).containsEntry("c2", "Order 77 is refunded");
    }

    private static String snippet(String guide, String name) {
        Matcher found = Pattern.compile("```json " + name + "\n(.*?)```", Pattern.DOTALL)
                .matcher(guide);
        assertThat(found.find()).as("snippet " + name).isTrue();
        return found.group(1);
    }

    /** A member of this class as the guide shows it, without the indentation. */
    private static String sourceOf(String member) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/warren/llm/agent/GuideTests.java"));
        Matcher found = Pattern.compile(
                        "\n    (?:static )?([^\n]*" + Pattern.quote(member) + " \\{.*?\n    })", Pattern.DOTALL)
                .matcher(source);
        assertThat(found.find()).as("source of " + member).isTrue();
        return found.group(1).replace("\n    ", "\n");
    }
}
