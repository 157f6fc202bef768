package dev.warren.llm.agent;

import static dev.warren.test.model.ScriptedReply.call;
import static dev.warren.test.model.ScriptedReply.callWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.llm.endpoint.EndpointKind;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.test.model.ScriptedReply;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.ChildResult;
import dev.warren.worker.agent.ChildTask;
import dev.warren.worker.agent.InvalidInputException;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import dev.warren.worker.agent.WaitsForChildren;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.support.ToolCallbacks;
import org.springframework.ai.tool.annotation.Tool;
import tools.jackson.databind.JsonNode;

class LlmAgentTests {

    private final ScriptedModelServer server = ScriptedModelServer.start();
    private final Tools tools = new Tools();
    private final TestAgents agents = TestAgents.on(server, EndpointKind.OPENAI, ToolCallbacks.from(tools));

    @AfterEach
    void close() {
        server.close();
    }

    static class Tools {

        private final AtomicInteger calls = new AtomicInteger();

        @Tool(name = "add", description = "Adds two numbers.")
        int add(int a, int b) {
            calls.incrementAndGet();
            return a + b;
        }

        @Tool(name = "flaky", description = "Fails once.")
        String flaky() {
            if (calls.incrementAndGet() == 1) {
                throw new IllegalStateException("password=secret");
            }
            return "fine";
        }

        @Tool(name = "picky", description = "Takes even numbers.")
        String picky(int number) {
            if (number % 2 != 0) {
                throw new IllegalArgumentException("number must be even");
            }
            return "even";
        }
    }

    private static final String CALCULATOR = """
        {"instructions": "Calculate.", "tools": [{"name": "add"}, {"name": "picky"}, {"name": "flaky"}]}\
        """;

    @ParameterizedTest
    @EnumSource
    void tellsTheModelWhatIsWrongWithItsCalls(EndpointKind kind) throws Exception {
        var all = TestAgents.on(server, kind, ToolCallbacks.from(tools));
        all.declare("calculator", CALCULATOR);
        server.then(
                kind == EndpointKind.OLLAMA
                        ? ScriptedReply.calls(call("c1", "add", Map.of("a", "x")))
                        : ScriptedReply.calls(callWith("c1", "add", "{\"a\": 1, b")),
                ScriptedReply.calls(
                        call("c2", "subtract", Map.of()),
                        call("c3", "add", Map.of("a", 1)),
                        call("c4", "picky", Map.of("number", 3)),
                        call("c5", "add", Map.of("a", 1, "b", 2))),
                ScriptedReply.text("3"));

        JsonNode output = all.complete("calculator", "1 + 2?");

        assertThat(output.path("content").asString()).isEqualTo("3");
        assertThat(List.copyOf(server.requests().get(2).toolResults().values()))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("Error: the arguments"),
                        second -> assertThat(second)
                                .isEqualTo("Error: there is no tool 'subtract'; there are add, picky, flaky"),
                        third -> assertThat(third).contains("do not meet the tool's schema", "'b'"),
                        fourth -> assertThat(fourth).isEqualTo("Error: number must be even"),
                        fifth -> assertThat(fifth).isEqualTo("3"));
        assertThat(tools.calls).hasValue(1);
    }

    @Test
    void givesUpOnAModelThatNeverCallsRight() throws Exception {
        agents.declare("calculator", CALCULATOR);
        server.always(request -> true, ScriptedReply.calls(call("c", "subtract", Map.of())));

        assertFails(agents.run("calculator", AgentContext.of("1 - 2?")), "TOOL_CALLS_INVALID");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void goesOnWhereTheFailedAttemptWas() throws Exception {
        Agent agent = agents.declare("calculator", CALCULATOR);
        server.then(
                ScriptedReply.calls(call("c1", "add", Map.of("a", 1, "b", 2))),
                ScriptedReply.text("The sum is").cutAfter(3),
                ScriptedReply.text("The sum is 3."));
        var context = AgentContext.of("1 + 2?");

        assertThat(agent.run(context))
                .isEqualTo(Outcome.retry(
                        "MODEL_UNAVAILABLE", "Endpoint 'main' cannot be reached or broke off (IOException)"));
        JsonNode output = TestAgents.output(agent.run(context.withAttempt(2)));

        assertThat(output.path("content").asString()).isEqualTo("The sum is 3.");
        assertThat(server.requests()).hasSize(3);
        assertThat(tools.calls).hasValue(1);
        assertThat(context.recorded().usage()).isEqualTo(new Usage(20, 10));
        assertThat(context.recorded().usageOf("small")).isEqualTo(new Usage(20, 10));
        assertThat(context.recorded().steps()).containsOnlyKeys("turn-1.model", "turn-1.tool.c1", "turn-2.model");
        assertThat(agent.run(context.withAttempt(3))).isEqualTo(agent.run(context.withAttempt(4)));
        assertThat(server.requests()).as("asks for nothing that was answered").hasSize(3);
    }

    @Test
    void repeatsOnlyTheToolThatFailed() throws Exception {
        Agent agent = agents.declare("calculator", CALCULATOR);
        server.then(ScriptedReply.calls(call("c1", "flaky", Map.of())), ScriptedReply.text("Fine."));
        var context = AgentContext.of("Try");

        assertThat(agent.run(context))
                .isEqualTo(Outcome.retry("TOOL_FAILED", "Tool 'flaky' failed with IllegalStateException"));
        assertThat(TestAgents.output(agent.run(context.withAttempt(2)))
                        .path("content")
                        .asString())
                .isEqualTo("Fine.");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void runsOtherAgentsAsChildrenAllAtOnce() throws Exception {
        Agent agent = agents.declare("counter", """
            {"instructions": "Count.", "tools": [{"agent": "word-count", "description": "Counts words.",
             "inputSchema": {"type": "object", "properties": {"text": {"type": "string"}}, "required": ["text"]}},
             {"agent": "summarizer"}]}\
            """);
        server.then(
                ScriptedReply.calls(
                        call("c1", "word-count", Map.of("text", "a b")),
                        call("c2", "summarizer", Map.of("input", "a long text"))),
                ScriptedReply.text("Two words."));
        var context = AgentContext.of("How many words?");

        assertThatExceptionOfType(WaitsForChildren.class).isThrownBy(() -> agent.run(context));
        assertThat(context.recorded().children())
                .extracting(ChildTask::name)
                .containsExactly("turn-1.tool.c1", "turn-1.tool.c2");
        Outcome outcome = agent.run(context.withAttempt(2)
                .withChildren(child -> child.agent().equals("word-count")
                        ? ChildResult.completed(Map.of("words", 2))
                        : ChildResult.failed("TOO_SHORT", "The text is too short")));

        assertThat(TestAgents.output(outcome).path("content").asString()).isEqualTo("Two words.");
        assertThat(context.recorded().children())
                .extracting(ChildTask::input)
                .containsExactly(
                        TestAgents.JSON.readTree("{\"text\":\"a b\"}"), TestAgents.JSON.readTree("\"a long text\""));
        assertThat(server.requests()).hasSize(2);
        assertThat(server.requests().get(1).toolResults())
                .containsEntry("c1", "{\"words\":2}")
                .containsEntry("c2", "Error: the agent failed with TOO_SHORT: The text is too short");
    }

    @Test
    void stopsAtItsLimitOfTurns() throws Exception {
        agents.declare("calculator", """
            {"instructions": "Calculate.", "tools": [{"name": "add"}], "maxTurns": 2}\
            """);
        server.always(request -> true, ScriptedReply.calls(call("c", "add", Map.of("a", 1, "b", 2))));

        assertFails(agents.run("calculator", AgentContext.of("1 + 2?")), "TURN_LIMIT");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void stopsAtItsLimitOfTokensWhichCountsOtherAgentsToo() throws Exception {
        agents.declare("first", "{\"instructions\": \"One.\", \"handoffs\": [\"second\"]}");
        agents.declare("second", """
            {"instructions": "Two.", "tools": [{"name": "add"}], "maxTotalTokens": 150}\
            """);
        server.then(
                ScriptedReply.calls(call("c1", "transfer_to_second", Map.of())).withUsage(60, 40),
                ScriptedReply.calls(call("c2", "add", Map.of("a", 1, "b", 2))).withUsage(40, 20));

        assertFails(agents.run("first", AgentContext.of("Go")), "TOKEN_LIMIT");
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"REFUSAL, MODEL_REFUSED", "CONTENT_FILTER, CONTENT_FILTERED", "LENGTH, MODEL_LENGTH"})
    void endsWhereTheModelGivesNoAnswer(ScriptedReply.Stop stop, String code) throws Exception {
        agents.declare("calculator", CALCULATOR);
        server.then(new ScriptedReply.Says("I will not", List.of(), stop, 9, 3, null, null));
        var context = AgentContext.of("1 + 2?");

        assertFails(agents.run("calculator", context), code);
        assertThat(context.recorded().usage()).isEqualTo(new Usage(9, 3));
        assertThat(context.recorded().steps()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void letsTheModelCorrectItsOutput(EndpointKind kind) throws Exception {
        var all = TestAgents.on(server, kind);
        Agent agent = all.declare("locator", """
            {"instructions": "Locate.", "outputSchema": {"type": "object", "properties": {"city": {"type": "string"}},
             "required": ["city"]}}\
            """);
        server.then(
                ScriptedReply.text("Oslo, I think"),
                ScriptedReply.text("{\"city\": 5}"),
                ScriptedReply.text("```json\n{\"city\": \"Oslo\"}\n```"));

        JsonNode output = all.complete("locator", "Where?");

        assertThat(output.at("/content/city").asString()).isEqualTo("Oslo");
        assertThat(output.path("messages"))
                .as("without what was said about the form only")
                .hasSize(2);
        assertThat(server.requests().get(1).last("user")).contains("no JSON");
        assertThat(server.requests().get(2).last("user")).contains("/city");
        assertThat(agent.description().outputSchema()).isNotNull();
        assertThat(new Schema(agent.description().outputSchema()).complaints(output))
                .isEmpty();
    }

    @Test
    void failsWhereTheOutputStaysWrong() throws Exception {
        agents.declare("locator", "{\"instructions\": \"Locate.\", \"outputSchema\": {\"type\": \"integer\"}}");
        server.always(request -> true, ScriptedReply.text("\"five\""));

        assertFails(agents.run("locator", AgentContext.of("How many?")), "OUTPUT_INVALID");
        assertThat(server.requests()).hasSize(3);
    }

    @Test
    void schemasMayReferToTheirOwnDefinitions() {
        Agent agent = agents.declare("locator", """
            {"instructions": "Locate.", "outputSchema": {"$defs": {"city": {"type": "string"}},
             "type": "object", "properties": {"city": {"$ref": "#/$defs/city"}}}}\
            """);
        var schema = new Schema(agent.description().outputSchema());

        assertThat(schema.complaints(TestAgents.JSON.readTree("{\"content\": {\"city\": \"Oslo\"}, \"agent\": \"a\"}")))
                .isEmpty();
        assertThat(schema.complaints(TestAgents.JSON.readTree("{\"content\": {\"city\": 1}}")))
                .contains("/content/city");
    }

    @Test
    void refusesMessagesThatAreNone() {
        agents.declare("calculator", CALCULATOR);

        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> agents.run(
                        "calculator",
                        AgentContext.of(Map.of("messages", List.of(Map.of("role", "system", "content", "Obey"))))))
                .withMessage("messages[0].role: must be user, assistant or tool");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"model\": 1}                          | model must be a string",
                "{\"maxTurns\": 101}                     | maxTurns must be a whole number from 1 to 100",
                "{\"maxTokens\": 0}                      | maxTokens must be a whole number",
                "{\"temperature\": \"hot\"}              | temperature must be a number",
                "{\"tools\": [{\"name\": \"none\"}]}     | this worker has no tool 'none', it has add, flaky, picky",
                "{\"tools\": [{}]}                       | tools: each must have a 'name' or an 'agent'",
                "{\"endpoint\": \"elsewhere\"}           | does not reach endpoint 'elsewhere', it reaches [main]"
            })
    void refusesADefinitionAndNamesTheField(String definition, String complaint) {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> agents.declare("broken", definition))
                .withMessageContaining("'broken'")
                .withMessageContaining(complaint);
    }

    @Test
    void transfersToAgentsWithLongNames() throws Exception {
        String longest = "a".repeat(63);
        agents.declare("short", "{\"instructions\": \"One.\", \"handoffs\": [\"" + longest + "\"]}");
        server.then(ScriptedReply.text("No need."));

        agents.complete("short", "Go");

        assertThat(server.requests().getFirst().tools().getFirst())
                .hasSizeLessThanOrEqualTo(64)
                .startsWith("transfer_to_aaa");
    }

    private static void assertFails(Outcome outcome, String code) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.retryable()).isFalse();
            assertThat(failed.message()).isNotBlank();
        });
    }
}
