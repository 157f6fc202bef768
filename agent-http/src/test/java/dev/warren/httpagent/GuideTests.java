package dev.warren.httpagent;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.warren.httpagent.call.TestRuntime;
import dev.warren.httpagent.start.HttpAgentsAutoConfiguration;
import dev.warren.httpagent.start.SettingNames;
import dev.warren.httpagent.wire.ReadAnswer;
import dev.warren.httpagent.wire.ReadStream;
import dev.warren.httpagent.wire.WriteRequest;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentDefinition;
import dev.warren.worker.agent.AgentRuntime;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.StandaloneContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.ByteArrayResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Runs what the guide shows, and holds its schema against what really goes over the wire. */
@Timeout(60)
class GuideTests {

    private static final Path DOCS = Path.of("../docs").toAbsolutePath().normalize();
    private static final Path GUIDE = DOCS.resolve("plug-in-an-http-agent.md");

    @Test
    void runsTheAgentThatItShowsAsItDeclaresIt(@TempDir Path temporary) throws Exception {
        // The port is the test's own: 9000 may be taken.
        Path program = Files.writeString(
                temporary.resolve("reverse.py"),
                block("python").replace("port=9000", "port=0, token=\"" + TestRuntime.TOKEN + "\""));
        try (var python = new PythonServer(program);
                var runtime = new TestRuntime(python.url())) {
            Agent agent = runtime.agent(new AgentDefinition("reverse", "1", json(block("json"))));
            StandaloneContext context = AgentContext.of("warren");

            assertThat(agent.run(context)).isEqualTo(Outcome.completed("nerraw"));
            assertThat(context.recorded().progress()).hasSize(1);
            assertThat(agent.run(AgentContext.of(7)))
                    .isEqualTo(Outcome.failed("INVALID_INPUT", "The input must be a text"));
            assertThat(Files.readString(GUIDE))
                    .contains("{\"agent\": \"reverse\", \"input\": \"warren\"}", "\"nerraw\"");
        }
    }

    @Test
    void startsWithTheSettingsThatItShows() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(HttpAgentsAutoConfiguration.class))
                .withInitializer(context -> {
                    var yaml = new ByteArrayResource(block("yaml").getBytes(StandardCharsets.UTF_8));
                    try {
                        new YamlPropertySourceLoader()
                                .load("guide", yaml)
                                .forEach(context.getEnvironment().getPropertySources()::addLast);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                })
                .run(context -> assertThat(context.getBean(AgentRuntime.class).endpoints())
                        .containsExactlyInAnyOrder("local", "partner"));
    }

    @Test
    void namesEverySettingThatThereIs() throws IOException {
        String guide = Files.readString(GUIDE);

        assertThat(SettingNames.ofAnEndpoint())
                .contains("url", "allow-private")
                .allSatisfy(name -> assertThat(guide).contains("| `" + name + "` |"));
    }

    @Test
    void showsRequestsAndAnswersAsTheyAre() throws Exception {
        assertThat(violations("request", json(block("json request")))).isEmpty();
        for (String answer : blocks("json answer")) {
            assertThat(violations("answer", json(answer))).as(answer).isEmpty();
            assertThat(ReadAnswer.of(json(answer))).isNotNull();
        }
        String lines = block("json lines");
        lines.lines()
                .forEach(line ->
                        assertThat(violations("line", json(line))).as(line).isEmpty());
        StandaloneContext context = AgentContext.of(null);
        assertThat(new ReadStream(context)
                        .end(ReadStream.LINES, new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(json("{\"output\": \"Order 1017 is being packed.\"}"));
        assertThat(context.recorded().tokens()).isEqualTo("Order 1017 is being packed.");
    }

    @Test
    void describesTheRequestThatIsSent() {
        try (var runtime = new TestRuntime("http://127.0.0.1:1")) {
            var agent = runtime.agent("orders").description();
            StandaloneContext first = AgentContext.of(Map.of("text", "Hi"));

            assertThat(violations("request", json(text(WriteRequest.body(first, agent, null)))))
                    .isEmpty();
            assertThat(violations("request", json(text(WriteRequest.body(first.withAnswer(null), agent, null)))))
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "{'output': 1, 'error': {'code': 'A', 'message': 'b'}}",
                "{'handoff': {'agent': 'No Name'}}",
                "{'handoff': {'agent': 'a', 'conversation': {'messages': [{}]}}}",
                "{'question': {'prompt': ' '}}",
                "{'question': {'prompt': 'a', 'deadline': 60}}",
                "{'error': {'code': 'not found', 'message': 'b'}}",
                "{'error': {'code': 'A'}}",
                "{'output': 1, 'usage': {'inputTokens': -1}}"
            })
    void theSchemaRefusesWhatIsRefused(String answer) {
        assertThat(violations("answer", json(answer.replace('\'', '"')))).isNotEmpty();
    }

    private static List<?> violations(String definition, JsonNode json) {
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json(schema(definition)));
        return schema.validate(json);
    }

    private static String schema(String definition) {
        try {
            String file = Files.readString(DOCS.resolve("http-agent.schema.json"));
            return file.replaceFirst("\\{", "{\"\\$ref\": \"#/\\$defs/" + definition + "\",");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String block(String kind) {
        return blocks(kind).getFirst();
    }

    private static List<String> blocks(String kind) {
        try {
            List<String> found = Pattern.compile("```" + kind + "\\n(.*?)```", Pattern.DOTALL)
                    .matcher(Files.readString(GUIDE))
                    .results()
                    .map(block -> block.group(1))
                    .toList();
            assertThat(found).as(kind).isNotEmpty();
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.UTF_8);
    }

    private static JsonNode json(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
