package dev.warren.platform.swarm;

import static dev.warren.test.model.ScriptedReply.call;
import static dev.warren.test.model.ScriptedReply.calls;
import static dev.warren.test.model.ScriptedReply.contentFilter;
import static dev.warren.test.model.ScriptedReply.hang;
import static dev.warren.test.model.ScriptedReply.hangUp;
import static dev.warren.test.model.ScriptedReply.lengthLimit;
import static dev.warren.test.model.ScriptedReply.rateLimited;
import static dev.warren.test.model.ScriptedReply.refusal;
import static dev.warren.test.model.ScriptedReply.status;
import static dev.warren.test.model.ScriptedReply.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import dev.warren.test.model.ModelRequest;
import dev.warren.test.model.ScriptedModelServer;
import dev.warren.test.model.ScriptedReply;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A triage and two specialists, one of them written in Python, each on a worker of its own. The model is a server that
 * speaks the wire format of OpenAI and says what a test wants.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SwarmIT {

    private static final Duration LONG_ENOUGH = Duration.ofSeconds(90);
    private static final String TRIAGE = "You send customers to the right desk.";
    private static final String REFUNDS = "You give money back.";

    private final ScriptedModelServer model = ScriptedModelServer.start();
    private final PythonAgents shop = new PythonAgents();
    private final SpanReceiver spans = new SpanReceiver();
    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private PlatformProcess front;
    private PlatformProcess back;

    @BeforeAll
    void start() {
        platform.gateway(traced("MANAGEMENT_TRACING_SAMPLING_PROBABILITY=0"));
        front = worker("front");
        back = worker("back");
        List.of(front, back, shopWorker()).forEach(PlatformProcess::awaitReady);
        client.declare("triage", json("""
                {"kind": "llm", "endpoint": "front", "model": "m", "instructions": "%s",
                 "handoffs": ["refunds", "orders"]}""".formatted(TRIAGE)));
        client.declare("refunds", json("""
                {"kind": "llm", "endpoint": "back", "model": "m", "instructions": "%s",
                 "tools": [{"agent": "echo", "description": "Looks a payment up."}],
                 "handoffs": ["orders"]}""".formatted(REFUNDS)));
        client.declare("alone", json("""
                {"kind": "llm", "endpoint": "front", "model": "m", "instructions": "You work alone."}"""));
        client.declare("orders", json("""
                {"kind": "http", "endpoint": "shop", "path": "/orders"}"""));
    }

    @AfterAll
    void stop() {
        platform.close();
        shop.close();
        model.close();
        spans.close();
    }

    @AfterEach
    void forget() {
        model.reset();
    }

    private PlatformProcess worker(String endpoint) {
        String settings = "WARREN_LLM_ENDPOINTS_" + endpoint.toUpperCase(Locale.ROOT);
        return platform.launchWorker(
                endpoint, 10, traced(settings + "_KIND=openai", settings + "_BASE_URL=" + model.url() + "/v1"));
    }

    /** Also with the log that machines read, and all of it. */
    private String[] traced(String... settings) {
        return Stream.concat(
                        Stream.of(settings),
                        Stream.of(
                                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_OTLP_ENDPOINT=" + spans.url(),
                                "MANAGEMENT_OPENTELEMETRY_TRACING_EXPORT_SCHEDULEDELAY=200ms",
                                "LOGGING_STRUCTURED_FORMAT_CONSOLE=ecs",
                                "LOGGING_LEVEL_WARREN_TASKS=info"))
                .toArray(String[]::new);
    }

    private PlatformProcess shopWorker() {
        String settings = "WARREN_HTTPAGENTS_ENDPOINTS_SHOP";
        return platform.launchWorker(
                "shop",
                10,
                traced(
                        settings + "_URL=" + shop.url(),
                        settings + "_TOKEN=" + PythonAgents.TOKEN,
                        settings + "_ALLOWHTTP=true",
                        settings + "_ALLOWPRIVATE=127.0.0.0/8"));
    }

    @Test
    void oneTraceGoesThroughAllProcesses() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        String caller = "00f067aa0ba902b7";
        model.when(asked(TRIAGE), calls(call("c1", "transfer_to_refunds", Map.of())))
                .when(
                        asked(REFUNDS),
                        calls(call("c2", "echo", Map.of("input", "PAYMENT-7"))),
                        calls(call("c3", "transfer_to_orders", Map.of())));

        JsonNode accepted = submitTraced("Money back for order 1019, please", "00-" + trace + "-" + caller + "-01");
        String id = accepted.get("id").asString();
        JsonNode task = client.awaitEnd(id, LONG_ENOUGH);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(accepted.get("traceId").asString()).isEqualTo(trace);
        assertThat(task.get("traceId").asString()).isEqualTo(trace);
        await("the spans of every process")
                .atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(() -> assertThat(spans.ofTrace(trace))
                        // A span comes when it has ended, so after those below it, and from each process by itself.
                        .satisfies(received -> assertThat(received)
                                .extracting(SpanReceiver.Received::id)
                                .containsAll(received.stream()
                                        .map(SpanReceiver.Received::parent)
                                        .filter(parent -> !parent.equals(caller))
                                        .toList()))
                        .extracting(SpanReceiver.Received::name)
                        .contains(
                                "POST /v1/tasks",
                                "submit triage",
                                "publish agent.triage.shared",
                                "wait triage",
                                "process triage",
                                "invoke_agent triage",
                                "chat m",
                                "finish triage",
                                "publish agent.refunds.shared",
                                "process refunds",
                                "send_child echo",
                                "publish agent.echo.shared",
                                "process echo",
                                "process orders",
                                "POST /orders",
                                "finish orders"));
        var byId =
                spans.ofTrace(trace).stream().collect(Collectors.toMap(SpanReceiver.Received::id, Function.identity()));
        assertThat(byId.values()).allSatisfy(span -> {
            assertThat(span.end()).isGreaterThanOrEqualTo(span.begin());
            assertThat(span.attributes().toString()).doesNotContain("1019").doesNotContain("PAYMENT-7");
            if (span.name().equals("POST /v1/tasks")) {
                assertThat(span.parent()).isEqualTo(caller);
                assertThat(span.service()).isEqualTo("warren-gateway");
            } else {
                assertThat(byId).containsKey(span.parent());
            }
        });
        SpanReceiver.Received chat = span(byId, "chat m");
        assertThat(chat.attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "openai")
                .containsEntry("gen_ai.request.model", "m")
                .containsKeys("gen_ai.usage.input_tokens", "gen_ai.usage.output_tokens");
        assertThat(byId.get(chat.parent()).name()).startsWith("invoke_agent ");
        assertThat(byId.get(span(byId, "POST /orders").parent()).name()).isEqualTo("invoke_agent orders");
        SpanReceiver.Received triage = span(byId, "process triage");
        assertThat(byId.get(triage.parent()).name()).isEqualTo("submit triage");
        assertThat(triage.attributes())
                .containsEntry("warren.task.id", id)
                .containsEntry("warren.worker", "front")
                .containsEntry("warren.handoff.to", "refunds")
                .containsEntry("messaging.system", "rabbitmq");
        assertThat(span(byId, "process orders").attributes())
                .containsEntry("warren.worker", "shop")
                .containsEntry("warren.task.status", "COMPLETED");

        List<JsonNode> lines = front.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(SwarmIT::json)
                .filter(line -> line.at("/warren/task/id").asString("").equals(id))
                .toList();
        assertThat(lines)
                .filteredOn(line -> line.at("/log/logger").asString("").equals("warren.tasks"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line.at("/trace/id").asString()).isEqualTo(trace))
                .extracting(line -> line.at("/warren/task/status").asString())
                .containsExactly("RUNNING", "QUEUED");
    }

    @Test
    void nothingIsRecordedOfATaskThatIsNotSampled() {
        model.then(text("Done."), text("Done."));
        String without = client.submit("alone", "go");
        String unsampled = client.post(
                        "/v1/tasks",
                        TaskClient.request("alone", "go"),
                        "traceparent",
                        "00-5bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")
                .body()
                .get("id")
                .asString();
        client.awaitEnds(List.of(without, unsampled), LONG_ENOUGH);
        // What is recorded afterwards has come through the same processes.
        model.then(text("Done."));
        client.awaitEnd(
                client.post(
                                "/v1/tasks",
                                TaskClient.request("alone", "go"),
                                "traceparent",
                                "00-6bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
                        .body()
                        .get("id")
                        .asString(),
                LONG_ENOUGH);
        await("the spans of the one that is sampled")
                .atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> spans.ofTrace("6bf92f3577b34da6a3ce929d0e0e4736").stream()
                        .anyMatch(span -> span.name().equals("process alone")));

        assertThat(spans.all())
                .extracting(span -> span.attributes().get("warren.task.id"))
                .doesNotContain(without, unsampled);
        assertThat(client.task(without).has("traceId")).isFalse();
        assertThat(client.task(unsampled).get("traceId").asString()).isEqualTo("5bf92f3577b34da6a3ce929d0e0e4736");
    }

    private static SpanReceiver.Received span(Map<String, SpanReceiver.Received> spans, String name) {
        return spans.values().stream()
                .filter(span -> span.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private JsonNode submitTraced(String said, String traceparent) {
        TaskClient.Answer answer = client.post(
                "/v1/tasks",
                TaskClient.request(
                        "triage",
                        Map.of(
                                "messages",
                                List.of(Map.of("role", "user", "content", said)),
                                "contextVariables",
                                Map.of())),
                "traceparent",
                traceparent);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body();
    }

    @Test
    void aSpecialistOnAnotherWorkerGoesOnWithTheConversation() {
        model.when(asked(TRIAGE), calls(call("c1", "transfer_to_refunds", Map.of())))
                .when(asked(REFUNDS), text("Your money is on its way."));

        JsonNode task = client.awaitEnd(submit("I want my money back", Map.of("account", "A-4711")), LONG_ENOUGH);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("agent").asString()).isEqualTo("refunds");
        JsonNode output = task.get("output");
        assertThat(output.get("agent").asString()).isEqualTo("refunds");
        assertThat(output.get("content").asString()).isEqualTo("Your money is on its way.");
        assertThat(output.get("contextVariables").get("account").asString()).isEqualTo("A-4711");
        assertThat(roles(output)).containsExactly("user", "assistant", "tool", "assistant");
        List<JsonNode> attempts = client.attempts(task.get("id").asString());
        assertThat(attempts)
                .extracting(attempt -> attempt.get("worker").asString())
                .containsExactly("front", "back");
        assertThat(task.get("failures").asInt()).isZero();
        assertThat(task.get("usage").get("outputTokens").asInt()).isEqualTo(10);
        assertThat(model.requests())
                .noneSatisfy(request -> assertThat(request.body().toString()).contains("4711"));
    }

    @Test
    void aSpecialistInPythonAnswers() {
        model.when(asked(TRIAGE), calls(call("c1", "transfer_to_orders", Map.of())));

        JsonNode task = client.awaitEnd(submit("Where is my order 1017?", Map.of()), LONG_ENOUGH);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("output").get("agent").asString()).isEqualTo("orders");
        assertThat(task.get("output").get("content").asString()).startsWith("Order 1017");
        assertThat(task.get("worker").asString()).isEqualTo("shop");
    }

    @Test
    void aConversationGoesThroughThreeWorkers() {
        model.when(asked(TRIAGE), calls(call("c1", "transfer_to_refunds", Map.of())))
                .when(asked(REFUNDS), calls(call("c2", "transfer_to_orders", Map.of())));

        JsonNode task = client.awaitEnd(submit("Money back for order 1019, please", Map.of()), LONG_ENOUGH);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("handoffs").asInt()).isEqualTo(2);
        assertThat(client.attempts(task.get("id").asString()))
                .extracting(
                        attempt -> attempt.get("agent").asString(),
                        attempt -> attempt.get("worker").asString())
                .containsExactly(tuple("triage", "front"), tuple("refunds", "back"), tuple("orders", "shop"));
        assertThat(task.get("output").get("content").asString()).startsWith("Order 1019");
    }

    @Test
    void aNewVersionOfAnAgentRunsFromTheNextClaimOn() {
        JsonNode polite = json("""
                {"kind": "llm", "endpoint": "front", "model": "m", "instructions": "You greet."}""");
        int first = client.declare("greeter", polite);
        model.when(asked("You greet."), text("Good day."));
        JsonNode before = client.awaitEnd(client.submit("greeter", "hello"), LONG_ENOUGH);

        int second = client.declare("greeter", json("""
                {"kind": "llm", "endpoint": "front", "model": "m", "instructions": "You shout."}"""));
        model.when(asked("You shout."), text("HELLO!"));
        JsonNode after = client.awaitEnd(client.submit("greeter", "hello"), LONG_ENOUGH);

        assertThat(before.get("output").get("content").asString()).isEqualTo("Good day.");
        assertThat(before.get("agentVersion").asString()).isEqualTo(String.valueOf(first));
        assertThat(after.get("output").get("content").asString()).isEqualTo("HELLO!");
        assertThat(after.get("agentVersion").asString()).isEqualTo(String.valueOf(second));
    }

    @Test
    void aPausedAgentStartsNothingAnywhereUntilItIsResumed() {
        assertThat(client.pause("echo").status()).isEqualTo(202);
        List<String> ids = List.of(client.submit("echo", 1), client.submit("echo", 2));
        // What is submitted later and is not paused has been through all of it by then.
        client.awaitEnd(client.submit("probe", Map.of("runFor", "PT2S")), LONG_ENOUGH);
        assertThat(ids).allSatisfy(id -> assertThat(client.status(id)).isEqualTo("QUEUED"));

        assertThat(client.resume("echo").status()).isEqualTo(202);
        assertThat(client.awaitEnds(ids, LONG_ENOUGH)).isEqualTo(Map.of("COMPLETED", 2));
    }

    @Test
    void aPersonAnswersWhatASpecialistAsks() {
        model.when(asked(TRIAGE), calls(call("c1", "transfer_to_orders", Map.of())));
        String id = submit("Where is my order?", Map.of());
        client.awaitStatus(id, "WAITING_INPUT");
        JsonNode question = client.task(id).get("question");
        assertThat(question.get("prompt").asString()).contains("number of the order");

        assertThat(client.answer(id, "no number").status()).isEqualTo(422);
        assertThat(client.answer(id, 1018).status()).isEqualTo(202);
        JsonNode task = client.awaitEnd(id, LONG_ENOUGH);

        assertThat(task.get("output").get("content").asString()).isEqualTo("Order 1018 is being packed.");
        assertThat(model.requests()).hasSize(1);
    }

    @Test
    void aKilledWorkerRepeatsNoReplyThatWasWrittenDown() {
        model.when(asked(TRIAGE), calls(call("c1", "transfer_to_refunds", Map.of())))
                .when(asked(REFUNDS), calls(call("c2", "echo", Map.of("payment", 7))), hang(), text("Done."));
        String id = submit("I want my money back", Map.of());
        await("the second question of the specialist")
                .atMost(LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> model.requests().size() == 3);

        back.kill();
        back = worker("back").awaitReady();
        JsonNode task = client.awaitEnd(id, LONG_ENOUGH);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("output").get("content").asString()).isEqualTo("Done.");
        // One of the triage, one that led to the tool, and the last one twice: it was under way.
        assertThat(model.requests()).hasSize(4);
        assertThat(task.get("failures").asInt()).isEqualTo(1);
    }

    static Stream<Arguments> failuresForGood() {
        return Stream.of(
                arguments(status(401, "bad key"), "MODEL_UNAUTHORIZED"),
                arguments(status(404, "no such model"), "MODEL_NOT_FOUND"),
                arguments(refusal("I will not"), "MODEL_REFUSED"),
                arguments(contentFilter(), "CONTENT_FILTERED"),
                arguments(lengthLimit("and so on"), "MODEL_LENGTH"));
    }

    @ParameterizedTest
    @MethodSource("failuresForGood")
    void whatNoOtherAttemptCanHelpEndsTheTask(ScriptedReply reply, String code) {
        model.then(reply);

        JsonNode task = client.awaitEnd(client.submit("alone", "go"), LONG_ENOUGH);

        assertThat(task.get("status").asString()).isEqualTo("FAILED");
        assertThat(task.get("error").get("reason").asString()).isEqualTo("NON_RETRYABLE");
        assertThat(task.get("error").get("code").asString())
                .as(task.get("error").toString())
                .isEqualTo(code);
        assertThat(model.requests()).hasSize(1);
    }

    static Stream<Arguments> passingFailures() {
        return Stream.of(
                arguments(rateLimited(Duration.ofSeconds(1)), "MODEL_RATE_LIMITED"),
                arguments(status(503, "overloaded"), "MODEL_UNAVAILABLE"),
                arguments(text("Half an").cutAfter(1), "MODEL_UNAVAILABLE"),
                arguments(hangUp(), "MODEL_UNAVAILABLE"));
    }

    @ParameterizedTest
    @MethodSource("passingFailures")
    void whatPassesIsTriedAgain(ScriptedReply reply, String code) {
        model.then(reply, text("Done."));

        JsonNode task = client.awaitEnd(client.submit("alone", "go"), LONG_ENOUGH);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("failures").asInt()).isEqualTo(1);
        JsonNode first = client.attempts(task.get("id").asString()).getFirst();
        assertThat(first.get("error").get("code").asString())
                .as(first.toString())
                .isEqualTo(code);
    }

    private String submit(String said, Map<String, ?> variables) {
        return client.submit(
                "triage",
                Map.of("messages", List.of(Map.of("role", "user", "content", said)), "contextVariables", variables));
    }

    private static Predicate<ModelRequest> asked(String instructions) {
        return request -> request.system().contains(instructions);
    }

    private static List<String> roles(JsonNode output) {
        return output.get("messages")
                .valueStream()
                .map(message -> message.get("role").asString())
                .toList();
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
