package dev.warren.gateway.definitions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.warren.gateway.problem.InvalidField;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.StrictJson;
import dev.warren.store.agent.DeclareAgent.Declaration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadDefinitionTests {

    private static final String LLM = """
            {"kind": "llm", "endpoint": "default", "instructions": "Answer.", "model": "m-1"%s}""";
    private static final String HTTP = """
            {"kind": "http", "endpoint": "python"%s}""";

    @Test
    void readsALanguageModelAgent() {
        Declaration agent = read("""
                {"maxTurns": 5, "timeout": "PT120S", "kind": "llm", "endpoint": "default", "model": "m-1",
                 "instructions": "Route\\nthe caller.", "description": "Routes", "capabilities": ["triage", "chat"],
                 "temperature": 0.5, "tools": [{"name": "get_weather"}, {"agent": "word-count", "description": "Counts"}],
                 "handoffs": ["sales", "refunds"], "maxTokens": 500, "maxTotalTokens": 90000, "maxAttempts": 5,
                 "outputSchema": {"type": "object"}, "retry": {"firstDelay": "PT2S"}}""");

        assertThat(agent.kind()).isEqualTo("llm");
        assertThat(agent.endpoint()).isEqualTo("llm:default");
        assertThat(agent.description()).isEqualTo("Routes");
        assertThat(agent.capabilities()).containsExactly("chat", "triage");
        assertThat(agent.timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(agent.maxAttempts()).isEqualTo(5);
        assertThat(agent.inputSchema()).isNull();
        assertThat(agent.outputSchema()).isEqualTo("{\"type\":\"object\"}");
        assertThat(agent.retry()).contains("\"firstDelay\":\"PT2S\"");
        assertThat(agent.definition()).isEqualTo("""
                {"kind":"llm","description":"Routes","capabilities":["chat","triage"],"outputSchema":{"type":"object"},\
                "timeout":"PT2M","maxAttempts":5,"retry":%s,"endpoint":"default","instructions":"Route\\nthe caller.",\
                "model":"m-1","temperature":0.5,"tools":[{"name":"get_weather"},{"agent":"word-count",\
                "description":"Counts"}],"handoffs":["sales","refunds"],"maxTurns":5,"maxTokens":500,\
                "maxTotalTokens":90000}""".formatted(agent.retry()));
    }

    @Test
    void readsAnHttpAgentWithThePlatformsDefaults() {
        Declaration agent = read(HTTP.formatted(", \"path\": \"/agents/word-count\", \"inputSchema\": null"));

        assertThat(agent.endpoint()).isEqualTo("http:python");
        assertThat(agent.description()).isEmpty();
        assertThat(agent.timeout()).isEqualTo(Duration.ofMinutes(10));
        assertThat(agent.maxAttempts()).isEqualTo(3);
        assertThat(agent.retry()).isNull();
        assertThat(agent.definition())
                .isEqualTo("{\"kind\":\"http\",\"endpoint\":\"python\",\"path\":\"/agents/word-count\"}");
    }

    @Test
    void tellsTheModelWhatAnotherAgentTakes() {
        String tool = "{\"agent\":\"other\",\"description\":\"Does\",\"inputSchema\":{\"type\":\"object\"}}";

        assertThat(read(LLM.formatted(", \"tools\": [" + tool + "]")).definition())
                .contains("\"tools\":[" + tool + "]");
        assertThat(fields(refused(LLM.formatted(", \"tools\": [" + tool.replace("agent", "name") + "]"))))
                .containsExactly("tools.0.description", "tools.0.inputSchema");
        assertThat(fields(
                        refused(LLM.formatted(", \"tools\": [" + tool.replace("{\"type\":\"object\"}", "true") + "]"))))
                .containsExactly("tools.0.inputSchema");
    }

    @Test
    void saysTheSameWhateverTheOrderAndTheNotation() {
        String one = "{\"kind\":\"http\",\"endpoint\":\"a\",\"timeout\":\"PT1M\",\"capabilities\":[\"b\",\"a\"]}";
        String other = "{\"capabilities\":[\"a\",\"b\"], \"timeout\":\"PT60S\",\"endpoint\":\"a\",\"kind\":\"http\"}";

        assertThat(read(one).definition()).isEqualTo(read(other).definition());
    }

    @Test
    void namesEveryFieldThatIsWrong() {
        Problem problem = refused("""
                {"kind": "llm", "endpoint": "No!", "instructions": " ", "temperature": 3, "maxTurns": 101,
                 "capabilities": ["ok", "ok", "Not"], "timeout": "soon", "maxAttempts": 0,
                 "inputSchema": {"type": "objekt"}, "outputSchema": 5, "retry": {"factor": 0}, "handoffs": ["me"],
                 "tools": [{"name": "a b"}, {}, {"name": "x", "agent": "y"}, {"name": "t", "description": "d"}, 7]}""");

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID_REQUEST);
        assertThat(fields(problem))
                .containsExactlyInAnyOrder(
                        "endpoint",
                        "instructions",
                        "model",
                        "temperature",
                        "maxTurns",
                        "capabilities.1",
                        "capabilities.2",
                        "timeout",
                        "maxAttempts",
                        "inputSchema",
                        "outputSchema",
                        "retry.factor",
                        "handoffs",
                        "tools.0.name",
                        "tools.1",
                        "tools.2",
                        "tools.3.description",
                        "tools.4");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                  | kind,endpoint
            {"kind": "java", "endpoint": "a"}                                   | kind
            {"kind": "llm"}                                                     | endpoint,instructions,model
            []                                                                  | ''
            """)
    void requiresWhatEachKindNeeds(String json, String fields) {
        assertThat(String.join(",", fields(refused(json)))).isEqualTo(fields);
    }

    @Test
    void refusesFieldsOfTheOtherKindAndUnknownOnes() {
        Problem ofHttp = refused(HTTP.formatted(", \"model\": \"m\", \"url\": \"http://example.com\""));
        Problem ofLlm = refused(LLM.formatted(", \"path\": \"/x\""));

        assertThat(ofHttp.type()).isEqualTo(ProblemType.UNKNOWN_FIELD);
        assertThat(fields(ofHttp)).containsExactly("model", "url");
        assertThat(fields(ofLlm)).containsExactly("path");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "/a/b.c/d_e~f-1", "/..a", "/a/"})
    void takesPlainPaths(String path) {
        assertThat(read(HTTP.formatted(", \"path\": \"" + path + "\"")).kind()).isEqualTo("http");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "//evil.example",
                "/../secret",
                "/a/..",
                "/a/./b",
                "/a?x=1",
                "/a#b",
                "/%2e%2e/a",
                "/a\\\\b",
                "/a b",
                "http://evil.example/",
                "/a@b",
                "/a:80"
            })
    void refusesPathsThatMayLeadElsewhere(String path) {
        assertThat(fields(refused(HTTP.formatted(", \"path\": \"" + path + "\""))))
                .containsExactly("path");
    }

    @Test
    void refusesWhatTheLedgerCannotHold() {
        assertThat(fields(refused(LLM.formatted(", \"description\": \"a\\u0000b\""))))
                .containsExactly("description");
        assertThat(fields(refused(LLM.formatted(", \"description\": \"a\\ud800b\""))))
                .containsExactly("description");
        assertThat(fields(refused(LLM.formatted(", \"inputSchema\": {\"title\": \"\\ud800\"}"))))
                .containsExactly("inputSchema");
    }

    @Test
    void boundsEverything() {
        assertThat(fields(refused(LLM.formatted(", \"handoffs\": [" + names(33) + "]"))))
                .containsExactly("handoffs");
        assertThat(fields(refused(LLM.formatted(", \"capabilities\": [" + names(33) + "]"))))
                .containsExactly("capabilities");
        assertThat(fields(refused(LLM.formatted(", \"tools\": [" + tools(65) + "]"))))
                .containsExactly("tools");
        assertThat(fields(refused(LLM.formatted(", \"description\": \"" + "x".repeat(2001) + "\""))))
                .containsExactly("description");
        assertThat(fields(refused(LLM.formatted(", \"inputSchema\": {\"title\": \"" + "x".repeat(70_000) + "\"}"))))
                .containsExactly("inputSchema");
    }

    private static String names(int count) {
        var names = new StringBuilder("\"a0\"");
        for (int i = 1; i < count; i++) {
            names.append(",\"a").append(i).append('"');
        }
        return names.toString();
    }

    private static String tools(int count) {
        return names(count).replaceAll("(\"a\\d+\")", "{\"name\":$1}");
    }

    private static Declaration read(String json) {
        return StrictJson.read(json.getBytes(StandardCharsets.UTF_8), text -> ReadDefinition.read("me", text));
    }

    private static Problem refused(String json) {
        Problem problem = catchThrowableOfType(Problem.class, () -> read(json));
        assertThat(problem).as(json).isNotNull();
        return problem;
    }

    @SuppressWarnings("unchecked")
    private static List<String> fields(Problem problem) {
        return ((List<InvalidField>) problem.body().getProperties().get("errors"))
                .stream().map(InvalidField::field).toList();
    }
}
