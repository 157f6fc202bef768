package dev.warren.test.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptedModelServerTests {

    private final ScriptedModelServer server = ScriptedModelServer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
        client.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/v1/chat/completions, 'data: [DONE]', '\"finish_reason\":\"tool_calls\"'",
        "/v1/messages, 'event: message_stop', '\"stop_reason\":\"tool_use\"'",
        "/api/chat, '\"done\":true', '\"arguments\":{\"city\":\"Oslo\"}'"
    })
    void speaksEachDialectWholeAndStreamed(String path, String lastPiece, String whole) throws Exception {
        var call = ScriptedReply.call("c1", "get_weather", Map.of("city", "Oslo"));
        server.then(ScriptedReply.calls(call), ScriptedReply.calls(call));

        assertThat(post(path, "{\"model\":\"m\"}").body()).contains(whole).contains("get_weather");
        assertThat(post(path, "{\"model\":\"m\",\"stream\":true}").body()).contains(lastPiece);
        assertThat(server.requests()).extracting(ModelRequest::model).containsExactly("m", "m");
    }

    @Test
    void failsInTheWaysOfEndpoints() throws Exception {
        server.then(
                ScriptedReply.rateLimited(Duration.ofSeconds(7)),
                ScriptedReply.text("a b c d").cutAfter(2),
                ScriptedReply.hangUp());

        var limited = post("/v1/chat/completions", "{}");
        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(limited.headers().firstValue("Retry-After")).hasValue("7");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> post("/v1/chat/completions", "{\"stream\":true}"));
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> post("/v1/chat/completions", "{}"));
        assertThat(post("/v1/chat/completions", "{}").body()).contains("no reply");
    }

    @Test
    void readsAScriptFromAFile(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("script.json"), """
                {"rules": [
                  {"when": {"user": "first"}, "times": 1, "reply": {"status": 503, "message": "later"}},
                  {"when": {"user": "first"}, "reply": {"text": "second try"}},
                  {"when": {"afterTools": false}, "reply": {"calls": [{"name": "look", "arguments": {"a": 1}}]}}]}""");
        try (var scripted = ScriptedModelServer.start(0, file)) {
            String first = "{\"messages\":[{\"role\":\"user\",\"content\":\"the first\"}]}";

            assertThat(post(scripted, "/v1/chat/completions", first).statusCode())
                    .isEqualTo(503);
            assertThat(post(scripted, "/v1/chat/completions", first).body()).contains("second try");
            assertThat(post(scripted, "/v1/chat/completions", "{}").body()).contains("look");
        }
    }

    private HttpResponse<String> post(String path, String body) throws Exception {
        return post(server, path, body);
    }

    private HttpResponse<String> post(ScriptedModelServer to, String path, String body) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create(to.url() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
