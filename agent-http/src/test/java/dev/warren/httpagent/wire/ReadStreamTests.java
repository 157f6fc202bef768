package dev.warren.httpagent.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.RecordedRun.Progress;
import dev.warren.worker.agent.StandaloneContext;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadStreamTests {

    private final StandaloneContext context = AgentContext.of(null);

    @Test
    void passesProgressAndTokensOnAndStopsAtTheEnd() throws Exception {
        assertThat(
                        lines(
                                "{'progress': {'fraction': 0.5, 'message': 'Half'}}\n\n{'token': 'Hel'}\r\n"
                                        + "{'token': 'lo', 'progress': {'fraction': 1}}\n{'heartbeat': 7}\n{'output': 'Hello'}\n{'token': 'late'}\n"))
                .isEqualTo("{\"output\":\"Hello\"}");

        assertThat(context.recorded().tokens()).isEqualTo("Hello");
        assertThat(context.recorded().progress()).containsExactly(new Progress(0.5, "Half"), new Progress(1, ""));
    }

    @Test
    void needsNoLineEndAfterTheEnd() throws Exception {
        assertThat(lines("{'token': 'a'}\n{'output': 1}")).isEqualTo("{\"output\":1}");
    }

    @Test
    void readsADocument() throws Exception {
        assertThat(read("application/json; charset=utf-8", "{'output':\n1}")).isEqualTo("{\"output\":1}");
        assertThat(read("APPLICATION/JSON", "{'error': {}}")).isEqualTo("{\"error\":{}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{'output':", "{'output': 'tex", "{", "["})
    void tellsHalfADocument(String half) {
        assertThatThrownBy(() -> read("application/json", half)).isInstanceOf(IncompleteException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "{'token': 'a'}\n", "{'token': 'a'}", "{'token': 'a'}\n{'outp"})
    void tellsLinesWithoutAnEnd(String half) {
        assertThatThrownBy(() -> lines(half)).isInstanceOf(IncompleteException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'output': 1} {'output': 2}",
                "{'output': 1, 'output': 2}",
                "<html>",
                "{output: 1}",
                "{'output': 1}}"
            })
    void refusesWhatIsNoJson(String junk) {
        assertThatThrownBy(() -> read("application/json", junk)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesBytesThatAreNoText() {
        assertThatThrownBy(() -> new ReadStream(context)
                        .end("application/json", new ByteArrayInputStream(new byte[] {'"', (byte) 0xff, '"'})))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThatThrownBy(() -> read("application/json", "[".repeat(100_000))).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'progress': {'fraction': 2}}\n",
                "{'progress': {'fraction': 'half'}}\n",
                "{'progress': 0.5}\n",
                "{'progress': {'fraction': 1, 'message': 7}}\n",
                "{'token': 7}\n",
                "{'token'\n: 1}\n",
                "'token'\n",
                "[1]\n",
                "junk\n"
            })
    void refusesWrongLines(String line) {
        assertThatThrownBy(() -> lines(line + "{'output': 1}\n")).isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/html", "text/plain; application/json", "application/jsonl"})
    void refusesOtherTypes(String type) {
        assertThatThrownBy(() -> read(type, "{'output': 1}"))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("Content-Type");
    }

    private String lines(String body) throws Exception {
        return read("application/x-ndjson", body);
    }

    private String read(String type, String body) throws Exception {
        return new ReadStream(context)
                .end(type, new ByteArrayInputStream(body.replace('\'', '"').getBytes(UTF_8)))
                .toString();
    }
}
