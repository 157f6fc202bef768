package dev.warren.llm.agent;

import static dev.warren.test.model.ScriptedReply.call;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.llm.endpoint.EndpointKind;
import dev.warren.test.model.ModelRequest;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.test.model.ScriptedReply;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.model.ToolContext;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;
import org.springframework.ai.tool.annotation.ToolParam;
import tools.jackson.databind.JsonNode;

/** The scenarios that OpenAI's Swarm shows, on each wire format. */
class SwarmTests {

    private final ScriptedModelServer server = ScriptedModelServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    static class Tools {

        private final AtomicInteger calls = new AtomicInteger();

        @Tool(name = "get_weather", description = "Tells the weather of a city.")
        String weather(@ToolParam(description = "The city.") String city) {
            calls.incrementAndGet();
            return "{\"temp\":67,\"city\":\"" + city + "\"}";
        }

        @Tool(name = "greet_account", description = "Greets the customer whose account it is.")
        String greet(ToolContext context) {
            ContextVariables variables = ContextVariables.of(context);
            variables.set("greeted", true);
            return "Hello " + variables.text("user_name") + " of "
                    + context.getContext().get("tier");
        }
    }

    @ParameterizedTest
    @EnumSource
    void handsOverToTheSpanishAgent(EndpointKind kind) throws Exception {
        var agents = TestAgents.on(server, kind);
        agents.declare("english", """
                {"instructions": "You only speak English.", "handoffs": ["spanish"]}""");
        agents.declare("spanish", """
                {"instructions": "You only speak Spanish."}""");
        server.when(system("English"), ScriptedReply.calls(call("c1", "transfer_to_spanish", Map.of())))
                .when(system("Spanish"), ScriptedReply.text("¡Hola! Muy bien, ¿y tú?"));

        JsonNode output = agents.complete("english", "Hola. ¿Como estás?");

        assertThat(output.path("content").asString()).isEqualTo("¡Hola! Muy bien, ¿y tú?");
        assertThat(output.path("agent").asString()).isEqualTo("spanish");
        assertThat(output.path("messages")).hasSize(4);
        assertThat(output.at("/messages/2/content").asString()).isEqualTo("{\"assistant\":\"spanish\"}");
        assertThat(server.requests().getFirst().tools()).containsExactly("transfer_to_spanish");
        ModelRequest second = server.requests().get(1);
        assertThat(second.system()).as("is built anew for each agent").isEqualTo("You only speak Spanish.");
        assertThat(second.body().toString()).as("sees the whole history").contains("estás", "transfer_to_spanish");
    }

    @ParameterizedTest
    @EnumSource
    void fillsInstructionsFromContextVariablesThatTheModelNeverSees(EndpointKind kind) throws Exception {
        var agents = TestAgents.on(server, kind, ToolCallbacks.from(new Tools()));
        agents.declare("helper", """
                {"instructions": "Greet {{name}} by name.{{ missing }}", "tools": [{"name": "greet_account"}]}""");
        server.then(ScriptedReply.calls(call("c1", "greet_account", Map.of())), ScriptedReply.text("Hello James."));

        JsonNode output = agents.complete("helper", TestAgents.JSON.readTree("""
                {"messages": [{"role": "user", "content": "Hi!"}],
                 "contextVariables": {"name": "James", "user_name": "James", "tier": "gold", "user_id": 123456}}"""));

        assertThat(server.requests().getFirst().system()).isEqualTo("Greet James by name.");
        assertThat(server.requests().get(1).toolResults().values()).containsExactly("Hello James of gold");
        assertThat(server.requests()).noneMatch(asked -> asked.body().toString().contains("123456"));
        assertThat(output.at("/contextVariables/user_id").asInt()).isEqualTo(123456);
        assertThat(output.at("/contextVariables/greeted").asBoolean())
                .as("a tool has set it")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void callsFunctionsAndAnswersEveryCall(EndpointKind kind) throws Exception {
        var agents = TestAgents.on(server, kind, ToolCallbacks.from(new Tools()));
        agents.declare("weather", """
                {"instructions": "You are helpful.", "tools": [{"name": "get_weather"}]}""");
        server.then(
                ScriptedReply.calls(
                        call("c1", "get_weather", Map.of("city", "NYC")),
                        call("c2", "get_weather", Map.of("city", "Oslo"))),
                ScriptedReply.text("67 in both."));
        var context = AgentContext.of("What's the weather in NYC and Oslo?");

        JsonNode output = TestAgents.output(agents.run("weather", context));

        assertThat(output.path("content").asString()).isEqualTo("67 in both.");
        assertThat(server.requests().get(1).toolResults().values())
                .anyMatch(result -> result.contains("NYC"))
                .anyMatch(result -> result.contains("Oslo"))
                .hasSize(2);
        assertThat(output.path("messages"))
                .extracting(message -> message.path("role").asString())
                .containsExactly("user", "assistant", "tool", "tool", "assistant");
        assertThat(context.recorded().usage()).isEqualTo(new Usage(20, 10));
        assertThat(context.recorded().tokens()).isEqualTo("67 in both.");
    }

    @ParameterizedTest
    @EnumSource
    void triagesToSpecialists(EndpointKind kind) throws Exception {
        var agents = TestAgents.on(server, kind);
        agents.declare("triage", """
                {"instructions": "Determine which agent is best suited.", "handoffs": ["sales", "refunds"]}""");
        agents.declare("sales", """
                {"instructions": "Be super enthusiastic about selling bees.", "handoffs": ["triage"]}""");
        agents.declare("refunds", """
                {"instructions": "Help the user with a refund.", "handoffs": ["triage"]}""");
        server.always(
                        system("Determine").and(user("bees")),
                        ScriptedReply.calls(call("c1", "transfer_to_sales", Map.of())))
                .always(
                        system("Determine").and(user("money")),
                        ScriptedReply.calls(call("c1", "transfer_to_refunds", Map.of())))
                .always(system("selling bees"), ScriptedReply.text("Buy them now!"))
                .always(system("refund"), ScriptedReply.text("You get it back."));

        JsonNode sales = agents.complete("triage", "I want bees");
        JsonNode refunds = agents.complete("triage", "I want my money back");

        assertThat(sales.path("agent").asString()).isEqualTo("sales");
        assertThat(sales.path("content").asString()).isEqualTo("Buy them now!");
        assertThat(refunds.path("agent").asString()).isEqualTo("refunds");
    }

    @ParameterizedTest
    @EnumSource
    void goesThroughAChainOfThreeAndRepeatsNothing(EndpointKind kind) throws Exception {
        var tools = new Tools();
        var agents = TestAgents.on(server, kind, ToolCallbacks.from(tools));
        agents.declare("first", "{\"instructions\": \"One.\", \"handoffs\": [\"second\"]}");
        agents.declare(
                "second",
                "{\"instructions\": \"Two.\", \"handoffs\": [\"third\"], \"tools\": [{\"name\": \"get_weather\"}]}");
        agents.declare("third", "{\"instructions\": \"Three.\"}");
        server.when(system("One."), ScriptedReply.calls(call("c1", "transfer_to_second", Map.of())))
                .when(
                        system("Two."),
                        ScriptedReply.calls(call("c2", "get_weather", Map.of("city", "Rome"))),
                        ScriptedReply.calls(call("c3", "transfer_to_third", Map.of())))
                .when(system("Three."), ScriptedReply.text("Done by three."));
        var context = AgentContext.of("Go");

        JsonNode output = TestAgents.output(agents.run("first", context));
        JsonNode again = TestAgents.output(agents.run("first", context.withAttempt(2)));

        assertThat(output.path("agent").asString()).isEqualTo("third");
        assertThat(again).isEqualTo(output);
        assertThat(server.requests()).hasSize(4);
        assertThat(tools.calls).hasValue(1);
        assertThat(context.recorded().usage()).as("of the calls that were made").isEqualTo(new Usage(40, 20));
    }

    @ParameterizedTest
    @EnumSource
    void answersEveryCallBesideAHandoffAndFollowsTheFirstOne(EndpointKind kind) throws Exception {
        var agents = TestAgents.on(server, kind, ToolCallbacks.from(new Tools()));
        agents.declare("triage", """
                {"instructions": "Determine.", "tools": [{"name": "get_weather"}], "handoffs": ["sales", "refunds"]}""");
        agents.declare("sales", "{\"instructions\": \"Sell.\", \"tools\": [{\"name\": \"get_weather\"}]}");
        server.then(
                ScriptedReply.calls(
                        call("c1", "get_weather", Map.of("city", "Rome")),
                        call("c2", "transfer_to_sales", Map.of()),
                        call("c3", "transfer_to_refunds", Map.of())),
                ScriptedReply.text("Buy an umbrella."));

        JsonNode output = agents.complete("triage", "Rain?");

        assertThat(output.path("agent").asString()).isEqualTo("sales");
        assertThat(server.requests().get(1).toolResults().values())
                .hasSize(3)
                .anyMatch(answer -> answer.equals("{\"assistant\":\"sales\"}"))
                .anyMatch(answer -> answer.startsWith("Error: the conversation goes to 'sales' already"));
    }

    @Test
    void failsWhereAgentsHandOverInACircle() throws Exception {
        var agents = TestAgents.on(server, EndpointKind.OPENAI);
        agents.declare("ping", "{\"instructions\": \"Ping.\", \"handoffs\": [\"pong\"]}");
        agents.declare("pong", "{\"instructions\": \"Pong.\", \"handoffs\": [\"ping\"]}");
        server.always(system("Ping."), ScriptedReply.calls(call("c", "transfer_to_pong", Map.of())))
                .always(system("Pong."), ScriptedReply.calls(call("c", "transfer_to_ping", Map.of())));

        assertThat(agents.run("ping", AgentContext.of("Go"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("HANDOFF_LOOP");
            assertThat(failed.retryable()).isFalse();
            assertThat(failed.message()).contains("'ping'", "'pong'");
        });
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void failsAfterTooManyHandoffs() throws Exception {
        var agents = TestAgents.on(server, EndpointKind.OPENAI, ToolCallbacks.from(new Tools()));
        for (String[] pair : new String[][] {{"ping", "pong"}, {"pong", "ping"}}) {
            agents.declare(
                    pair[0],
                    "{\"instructions\": \"%s.\", \"handoffs\": [\"%s\"], \"tools\": [{\"name\": \"get_weather\"}], \"maxTurns\": 100}"
                            .formatted(pair[0], pair[1]));
            var work = ScriptedReply.calls(call("w", "get_weather", Map.of("city", "Rome")));
            var transfer = ScriptedReply.calls(call("t", "transfer_to_" + pair[1], Map.of()));
            server.when(
                    system(pair[0]),
                    work,
                    transfer,
                    work,
                    transfer,
                    work,
                    transfer,
                    work,
                    transfer,
                    work,
                    transfer,
                    work,
                    transfer);
        }

        assertThat(agents.run("ping", AgentContext.of("Go"))).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo("HANDOFF_LOOP");
            assertThat(failed.message()).contains("10 times");
        });
    }

    private static Predicate<ModelRequest> system(String text) {
        return request -> request.system().contains(text);
    }

    private static Predicate<ModelRequest> user(String text) {
        return request -> request.body().toString().contains(text);
    }
}
