package dev.warren.llm.endpoint;

import static dev.warren.test.model.ScriptedReply.call;
import static dev.warren.test.model.ScriptedReply.callWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.model.trace.Traces;
import dev.warren.test.TcpProxy;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.test.model.ScriptedReply;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Usage;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.ToolResponseMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.tool.definition.ToolDefinition;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

class ModelEndpointTests {

    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final ToolDefinition WEATHER = ToolDefinition.builder()
            .name("get_weather")
            .description("Tells the weather.")
            .inputSchema("{\"type\":\"object\",\"properties\":{\"city\":{\"type\":\"string\"}}}")
            .build();

    private final ScriptedModelServer server = ScriptedModelServer.start();
    private final List<String> tokens = new ArrayList<>();

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void tellsTheWordsAsTheyComeAndCountsTokens(EndpointKind kind) {
        server.then(ScriptedReply.text("It is mild today.").withUsage(21, 7));

        ModelReply reply = endpoint(kind).ask(request(), tokens::add);

        assertThat(reply.text()).isEqualTo("It is mild today.");
        assertThat(reply.usage()).isEqualTo(new Usage(21, 7));
        assertThat(reply.model()).isEqualTo("small");
        assertThat(tokens).hasSizeGreaterThan(2);
        assertThat(String.join("", tokens)).isEqualTo("It is mild today.");
        var asked = server.requests().getFirst();
        assertThat(asked.streamed()).isTrue();
        assertThat(asked.system()).isEqualTo("Be brief.");
        assertThat(asked.last("user")).isEqualTo("How is the weather?");
        assertThat(asked.tools()).containsExactly("get_weather");
    }

    @ParameterizedTest
    @EnumSource
    void joinsThePiecesOfParallelCalls(EndpointKind kind) {
        server.then(ScriptedReply.calls(
                call("c1", "get_weather", Map.of("city", "Oslo")), call("c2", "get_weather", Map.of("city", "Rome"))));

        ModelReply reply = endpoint(kind).ask(request(), tokens::add);

        assertThat(reply.calls()).extracting(ModelReply.Call::name).containsExactly("get_weather", "get_weather");
        assertThat(reply.calls())
                .extracting(asked -> JsonMapper.shared()
                        .readTree(asked.arguments())
                        .path("city")
                        .asString())
                .containsExactly("Oslo", "Rome");
        if (kind != EndpointKind.OLLAMA) {
            assertThat(reply.calls()).extracting(ModelReply.Call::id).containsExactly("c1", "c2");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsEveryAnswerOfATool(EndpointKind kind) {
        server.then(ScriptedReply.text("Mild here, hot there."));
        var calls = List.of(
                new AssistantMessage.ToolCall("c1", "function", "get_weather", "{\"city\":\"Oslo\"}"),
                new AssistantMessage.ToolCall("c2", "function", "get_weather", "{\"city\":\"Rome\"}"));
        var answers = List.of(
                new ToolResponseMessage.ToolResponse("c1", "get_weather", "mild"),
                new ToolResponseMessage.ToolResponse("c2", "get_weather", "hot"));

        endpoint(kind)
                .ask(
                        new ModelRequest(
                                "small",
                                0.5,
                                99,
                                List.of(
                                        new UserMessage("Oslo and Rome?"),
                                        AssistantMessage.builder()
                                                .content("")
                                                .toolCalls(calls)
                                                .build(),
                                        ToolResponseMessage.builder()
                                                .responses(answers)
                                                .build()),
                                List.of(),
                                null),
                        tokens::add);

        var asked = server.requests().getFirst();
        assertThat(asked.body().toString()).contains("mild", "hot", "99", "0.5");
        if (kind == EndpointKind.OPENAI) {
            assertThat(asked.toolResults()).isEqualTo(Map.of("c1", "mild", "c2", "hot"));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void leavesArgumentsThatAreNoJsonToTheCaller(EndpointKind kind) {
        server.then(ScriptedReply.calls(callWith("c1", "get_weather", "{\"city\": Oslo")));

        assertThat(endpoint(kind).ask(request(), tokens::add).calls().getFirst().arguments())
                .contains("city")
                .satisfies(arguments -> assertThat(isObject(arguments)).isFalse());
    }

    @ParameterizedTest
    @EnumSource
    void waitsAsLongAsTheEndpointAsks(EndpointKind kind) {
        server.then(ScriptedReply.rateLimited(Duration.ofSeconds(7)));

        assertThat(outcome(kind))
                .isEqualTo(Outcome.retryAfter(
                        Duration.ofSeconds(7), "MODEL_RATE_LIMITED", "Endpoint 'e' answered 429: too many requests"));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void waitsUntilTheDateThatTheEndpointNames() {
        server.then(ScriptedReply.rateLimitedUntil(Instant.now().plusSeconds(60)));

        assertThat(outcome(EndpointKind.OPENAI))
                .isInstanceOfSatisfying(
                        Outcome.RetryAfter.class,
                        later -> assertThat(later.delay()).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60)));
    }

    @ParameterizedTest
    @CsvSource({
        "429, MODEL_RATE_LIMITED, true",
        "500, MODEL_UNAVAILABLE, true",
        "503, MODEL_UNAVAILABLE, true",
        "529, MODEL_UNAVAILABLE, true",
        "400, MODEL_REQUEST_INVALID, false",
        "401, MODEL_UNAUTHORIZED, false",
        "403, MODEL_UNAUTHORIZED, false",
        "404, MODEL_NOT_FOUND, false",
        "301, MODEL_REQUEST_INVALID, false"
    })
    void knowsWhatAStatusMeans(int status, String code, boolean retryable) {
        for (EndpointKind kind : EndpointKind.values()) {
            server.reset();
            server.then(ScriptedReply.status(status, "Incorrect API key provided: sk-abcdef123456 is wrong"));

            assertThat(outcome(kind)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo(code);
                assertThat(failed.retryable()).isEqualTo(retryable);
                assertThat(failed.message()).contains("'e'", "" + status).doesNotContain("abcdef");
            });
            assertThat(server.requests()).as("never tries again itself").hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesNoAnswerThatBrokeOff(EndpointKind kind) {
        server.then(
                ScriptedReply.text("This will never be said to its end.").cutAfter(3),
                ScriptedReply.hangUp(),
                ScriptedReply.body("<html>busy</html>"));

        for (int i = 0; i < 3; i++) {
            assertThat(outcome(kind)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.code()).startsWith("MODEL_");
                assertThat(failed.retryable()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OPENAI    | data: {\"choices\":[{\"delta\":{\"content\":\"Hal\"}}]}",
                "OPENAI    | data: {\"error\":{\"message\":\"overloaded\"}}",
                "ANTHROPIC | data: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
                "ANTHROPIC | data: {\"type\":\"message_start\",\"message\":{\"content\":[]}}",
                "OLLAMA    | {\"message\":{\"content\":\"Hal\"},\"done\":false}",
                "OLLAMA    | {\"error\":\"model runner has unexpectedly stopped\"}"
            })
    void takesNoStreamThatEndsInGoodOrderWithoutItsEnd(EndpointKind kind, String lines) {
        Wire.Assembly assembly = (switch (kind) {
                    case OPENAI -> new OpenAiWire();
                    case ANTHROPIC -> new AnthropicWire();
                    case OLLAMA -> new OllamaWire();
                })
                .assembly(tokens::add);
        try {
            assembly.accept(lines);
            assertThat(assembly.whole()).isNull();
        } catch (ModelFailureException e) {
            assertThat(e.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                assertThat(failed.code()).isEqualTo("MODEL_UNAVAILABLE");
                assertThat(failed.retryable()).isTrue();
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesASilentEndpointUp(EndpointKind kind) {
        server.then(ScriptedReply.hang(), ScriptedReply.text("one two three").stallingAfter(2));
        ModelEndpoint impatient = endpoint(kind, server.url(), "", Duration.ofMillis(300));

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(ModelFailureException.class)
                    .isThrownBy(() -> impatient.ask(request(), tokens::add))
                    .satisfies(e -> assertThat(e.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.code()).isEqualTo("MODEL_UNAVAILABLE");
                        assertThat(failed.retryable()).isTrue();
                        assertThat(failed.message()).contains("PT0.3S");
                    }));
        }
    }

    @Test
    void mayTryAgainAfterAReset() throws Exception {
        server.then(ScriptedReply.hang());
        try (var line = new TcpProxy("127.0.0.1", server.port())) {
            ModelEndpoint endpoint = endpoint(EndpointKind.OPENAI, "http://127.0.0.1:" + line.port(), "", TIMEOUT);
            var outcome = CompletableFuture.supplyAsync(() -> outcome(endpoint));
            Awaitility.await().until(() -> !server.requests().isEmpty());
            line.cut();

            assertThat(outcome.get(10, TimeUnit.SECONDS))
                    .isInstanceOfSatisfying(
                            Outcome.Failed.class,
                            failed -> assertThat(failed.code()).isEqualTo("MODEL_UNAVAILABLE"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, REFUSAL, MODEL_REFUSED",
        "ANTHROPIC, REFUSAL, MODEL_REFUSED",
        "OPENAI, LENGTH, MODEL_LENGTH",
        "ANTHROPIC, LENGTH, MODEL_LENGTH",
        "OLLAMA, LENGTH, MODEL_LENGTH",
        "OPENAI, CONTENT_FILTER, CONTENT_FILTERED"
    })
    void saysWhyAnAnswerIsNone(EndpointKind kind, ScriptedReply.Stop stop, String code) {
        server.then(new ScriptedReply.Says("I would rather", List.of(), stop, 9, 3, null, null));

        assertThatExceptionOfType(ModelFailureException.class)
                .isThrownBy(() -> endpoint(kind).ask(request(), tokens::add))
                .satisfies(e -> {
                    assertThat(e.outcome()).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                        assertThat(failed.code()).isEqualTo(code);
                        assertThat(failed.retryable()).isFalse();
                    });
                    assertThat(e.usage()).as("is charged all the same").isEqualTo(new Usage(9, 3));
                });
    }

    @ParameterizedTest
    @EnumSource
    void endsTheRequestWhenItsThreadIsInterrupted(EndpointKind kind) throws Exception {
        for (ScriptedReply reply : List.of(
                ScriptedReply.hang(), ScriptedReply.text("one two three").stallingAfter(2))) {
            server.reset();
            server.then(reply);
            ModelEndpoint endpoint = endpoint(kind);
            var thrown = new CompletableFuture<Throwable>();
            Thread asking = Thread.startVirtualThread(() -> {
                try {
                    endpoint.ask(request(), tokens::add);
                } catch (Throwable e) {
                    thrown.complete(e);
                }
            });
            Awaitility.await().until(() -> !server.requests().isEmpty());
            asking.interrupt();

            assertThat(thrown.get(2, TimeUnit.SECONDS)).isInstanceOf(CanceledException.class);
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAWholeAnswerFromAnEndpointThatDoesNotStream(EndpointKind kind) {
        server.then(ScriptedReply.body(
                switch (kind) {
                    case OPENAI -> """
                            {"id":"x","object":"chat.completion","created":1,"model":"small","choices":[{"index":0,
                            "finish_reason":"stop","message":{"role":"assistant","content":"Mild."}}]}""";
                    case ANTHROPIC -> """
                            {"id":"x","type":"message","role":"assistant","model":"small","stop_reason":"end_turn",
                            "stop_sequence":null,"content":[{"type":"text","text":"Mild."}],
                            "usage":{"input_tokens":3,"output_tokens":2}}""";
                    case OLLAMA -> """
                            {"model":"small","created_at":"2026-01-01T00:00:00Z","done":true,"done_reason":"stop",
                            "message":{"role":"assistant","content":"Mild."}}""";
                }));

        ModelReply reply = endpoint(kind).ask(request(), tokens::add);

        assertThat(reply.text()).isEqualTo("Mild.");
        assertThat(reply.usage().outputTokens())
                .as("estimated where nobody counts")
                .isPositive();
    }

    @ParameterizedTest
    @EnumSource
    void asksForJsonInTheWayOfTheEndpoint(EndpointKind kind) {
        server.then(ScriptedReply.text("{\"city\":\"Oslo\"}"));
        var schema = JsonMapper.shared().readTree("""
                {"type":"object","properties":{"city":{"type":"string"}},"required":["city"],"additionalProperties":false}""");

        endpoint(kind)
                .ask(
                        new ModelRequest("small", null, null, List.of(new UserMessage("Where?")), List.of(), schema),
                        tokens::add);

        var body = server.requests().getFirst().body();
        assertThat(
                        switch (kind) {
                            case OPENAI -> body.at("/response_format/json_schema/schema/properties/city/type");
                            case ANTHROPIC -> body.at("/output_config/format/schema/properties/city/type");
                            case OLLAMA -> body.at("/format/properties/city/type");
                        })
                .hasToString("\"string\"");
        if (kind == EndpointKind.OPENAI) {
            assertThat(body.at("/response_format/json_schema/strict").asBoolean())
                    .isTrue();
        }
    }

    @Test
    void sendsItsKeyAndShowsItNowhere() {
        server.then(ScriptedReply.text("a"), ScriptedReply.text("b"), ScriptedReply.text("c"));

        endpoint(EndpointKind.OPENAI, server.url(), "secret-key", TIMEOUT).ask(request(), tokens::add);
        endpoint(EndpointKind.ANTHROPIC, server.url(), "secret-key", TIMEOUT).ask(request(), tokens::add);
        endpoint(EndpointKind.OPENAI, server.url(), "", TIMEOUT).ask(request(), tokens::add);

        assertThat(server.requests().get(0).header("Authorization")).isEqualTo("Bearer secret-key");
        assertThat(server.requests().get(1).header("x-api-key")).isEqualTo("secret-key");
        assertThat(server.requests().get(1).header("anthropic-version")).isNotBlank();
        assertThat(server.requests().get(2).header("Authorization")).isNull();
        assertThat(settings(EndpointKind.OPENAI, "http://user:pass@host/v1?k=v", "secret-key", TIMEOUT))
                .hasToString("Endpoint[kind=OPENAI, baseUrl=http://host, apiKey=***, models=[], timeout=PT20S]");
    }

    private Outcome outcome(EndpointKind kind) {
        return outcome(endpoint(kind));
    }

    private Outcome outcome(ModelEndpoint endpoint) {
        try {
            endpoint.ask(request(), tokens::add);
            throw new AssertionError("There was an answer");
        } catch (ModelFailureException e) {
            return e.outcome();
        }
    }

    private ModelEndpoint endpoint(EndpointKind kind) {
        return endpoint(kind, server.url(), "", TIMEOUT);
    }

    private static ModelEndpoint endpoint(EndpointKind kind, String url, String key, Duration timeout) {
        return ModelEndpoint.of(
                "e", settings(kind, kind == EndpointKind.OPENAI ? url + "/v1" : url, key, timeout), Traces.OFF);
    }

    private static LlmSettings.Endpoint settings(EndpointKind kind, String url, String key, Duration timeout) {
        return new LlmSettings.Endpoint(kind, URI.create(url), key, Set.of(), timeout, 1024);
    }

    private static ModelRequest request() {
        return new ModelRequest(
                "small",
                null,
                null,
                List.of(new SystemMessage("Be brief."), new UserMessage("How is the weather?")),
                List.of(WEATHER),
                null);
    }

    private static boolean isObject(String json) {
        try {
            return JsonMapper.shared().readTree(json).isObject();
        } catch (JacksonException e) {
            return false;
        }
    }
}
