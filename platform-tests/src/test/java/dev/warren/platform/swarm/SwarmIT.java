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
import java.util.function.Predicate;
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
    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private PlatformProcess back;

    @BeforeAll
    void start() {
        platform.gateway();
        back = worker("back");
        List.of(worker("front"), back, shopWorker()).forEach(PlatformProcess::awaitReady);
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
    }

    @AfterEach
    void forget() {
        model.reset();
    }

    private PlatformProcess worker(String endpoint) {
        String settings = "WARREN_LLM_ENDPOINTS_" + endpoint.toUpperCase(Locale.ROOT);
        return platform.launchWorker(
                endpoint, 10, settings + "_KIND=openai", settings + "_BASE_URL=" + model.url() + "/v1");
    }

    private PlatformProcess shopWorker() {
        String settings = "WARREN_HTTPAGENTS_ENDPOINTS_SHOP";
        return platform.launchWorker(
                "shop",
                10,
                settings + "_URL=" + shop.url(),
                settings + "_TOKEN=" + PythonAgents.TOKEN,
                settings + "_ALLOWHTTP=true",
                settings + "_ALLOWPRIVATE=127.0.0.0/8");
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
