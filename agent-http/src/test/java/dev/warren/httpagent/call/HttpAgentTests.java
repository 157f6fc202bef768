package dev.warren.httpagent.call;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.outbound.OutboundLimits;
import dev.warren.test.SocketServer;
import dev.warren.test.SocketServer.Answer;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.AgentHealth;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.Question;
import dev.warren.worker.agent.RecordedRun.Progress;
import dev.warren.worker.agent.StandaloneContext;
import dev.warren.worker.agent.Usage;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** One attempt after another against servers that speak HTTP, or nearly. */
@Timeout(60)
class HttpAgentTests {

    private static final String JSON = "application/json";
    private static final String LINES = "application/x-ndjson";

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    @Test
    void tellsTheAgentItsTaskAndWhatWasSaid() throws Exception {
        SocketServer server = server(call -> call.send(200, JSON, "{\"output\": 1}"));
        Instant deadline = Instant.parse("2100-01-01T00:00:00Z");
        StandaloneContext context = AgentContext.of(Map.of("text", "ü 1.10"))
                .withAttempt(2)
                .withLabels(Map.of("team", "blue"))
                .withDeadline(deadline);

        run(server, context);

        assertThat(server.calls()).singleElement().satisfies(call -> {
            assertThat(call.head()).startsWith("POST /words HTTP/1.1");
            assertThat(call.header("Content-Type")).isEqualTo(JSON);
            assertThat(call.header("Accept")).isEqualTo("application/json, application/x-ndjson");
            assertThat(call.header("Authorization")).isEqualTo("Bearer " + TestRuntime.TOKEN);
            assertThat(call.header("Warren-Task")).isEqualTo(context.taskId().toString());
            assertThat(call.header("Idempotency-Key")).isEqualTo(context.taskId() + "-1-0");
            assertThat(json(call.body())).isEqualTo(json("""
                    {"task": {"id": "%s", "run": 1, "attempt": 2, "agent": "words", "version": "3", "tenant": "default",
                      "priority": 5, "labels": {"team": "blue"}, "deadline": "2100-01-01T00:00:00Z"},
                     "input": {"text": "ü 1.10"},
                     "conversation": {"messages": [{"role": "user", "content": {"text": "ü 1.10"}}],
                       "contextVariables": {}, "turns": 0, "agents": []}}
                    """.formatted(context.taskId())));
        });
    }

    @Test
    void passesTheTraceOn() throws Exception {
        SocketServer server = server(call -> call.send(200, JSON, "{\"output\": 1}"));
        String trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
        StandaloneContext context = AgentContext.of("Hi");

        run(server, (AgentContext) Proxy.newProxyInstance(
                AgentContext.class.getClassLoader(),
                new Class<?>[] {AgentContext.class},
                (proxy, method, arguments) ->
                        method.getName().equals("traceparent") ? trace : method.invoke(context, arguments)));

        assertThat(server.calls()).singleElement().satisfies(call -> {
            assertThat(call.header("traceparent")).isEqualTo(trace);
            assertThat(json(call.body()).at("/task/traceparent").stringValue()).isEqualTo(trace);
        });
    }

    @Test
    void completesWithTheOutputAndCountsUsage() throws Exception {
        StandaloneContext context = AgentContext.of("a b");

        Outcome outcome = run(
                server(call -> call.send(
                        200,
                        JSON,
                        "{\"output\": {\"words\": 2}, \"usage\": {\"inputTokens\": 3, \"outputTokens\": 4}}")),
                context);

        assertThat(outcome).isEqualTo(Outcome.completed(Map.of("words", 2)));
        assertThat(context.recorded().usage()).isEqualTo(new Usage(3, 4));
    }

    @Test
    void passesProgressAndTokensOnWhileTheAgentWorks() throws Exception {
        StandaloneContext context = AgentContext.of("a b");
        SocketServer server = server(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: " + LINES + "\r\n\r\n");
            call.send("{\"progress\": {\"fraction\": 0.5, \"message\": \"Half\"}}\n{\"tok");
            call.send("en\": \"Hello\"}\n");
            // Only a worker that reads line by line is here in time.
            while (!context.recorded().tokens().equals("Hello")) {
                Thread.onSpinWait();
            }
            call.send("{\"output\": \"Hello\"}\n");
        });

        assertThat(run(server, context)).isEqualTo(Outcome.completed("Hello"));
        assertThat(context.recorded().progress()).containsExactly(new Progress(0.5, "Half"));
    }

    @Test
    void handsTheConversationOn() throws Exception {
        StandaloneContext context = AgentContext.of("Hi");
        Conversation before = context.conversation();

        assertThat(run(server(call -> call.send(200, JSON, "{\"handoff\": {\"agent\": \"triage\"}}")), context))
                .isEqualTo(Outcome.handedOff("triage", before.withTurns(1)));
        assertThat(run(server(call -> call.send(200, JSON, """
                        {"handoff": {"agent": "triage", "conversation": {"contextVariables": {"order": 7}}}}""")), AgentContext.of("Hi")))
                .isEqualTo(Outcome.handedOff("triage", before.withTurns(1).withVariable("order", json("7"))));
    }

    @Test
    void asksAHumanAndCallsAgainWithTheAnswer() throws Exception {
        SocketServer server = server(call -> call.send(
                200,
                JSON,
                json(call.body()).has("answer")
                        ? "{\"output\": " + json(call.body()).path("answer") + "}"
                        : "{\"question\": {\"prompt\": \"Which order?\", \"deadline\": \"P1D\"}}"));
        StandaloneContext context = AgentContext.of("Hi");

        Outcome asked = run(server, context);

        assertThat(asked).isInstanceOfSatisfying(Outcome.WaitsForInput.class, waits -> {
            assertThat(waits.question()).isEqualTo(new Question("Which order?", null, Duration.ofDays(1)));
            assertThat(waits.conversation().messages()).last().isEqualTo(json("""
                    {"role": "assistant", "sender": "words", "content": "Which order?"}"""));
        });
        Conversation left = ((Outcome.WaitsForInput) asked).conversation();
        assertThat(run(server, context.withAttempt(2).withConversation(left).withAnswer(7)))
                .isEqualTo(Outcome.completed(7));
    }

    @Test
    void callsNotAgainWhereAnExchangeWasFinished() throws Exception {
        SocketServer server = server(call -> call.send(200, JSON, "{\"output\": 1, \"usage\": {\"inputTokens\": 3}}"));
        StandaloneContext context = AgentContext.of("Hi");

        Outcome first = run(server, context);
        Outcome afterACrash = run(server, context.withAttempt(2));

        assertThat(afterACrash).isEqualTo(first);
        assertThat(server.calls()).hasSize(1);
        assertThat(context.recorded().steps()).containsOnlyKeys("http-0");
        assertThat(context.recorded().usage()).isEqualTo(new Usage(3, 0));
    }

    @Test
    void callsAgainAfterAFailure() throws Exception {
        SocketServer server = server(call -> call.send(
                200,
                JSON,
                json(call.body()).at("/task/attempt").intValue() == 1
                        ? "{\"error\": {\"code\": \"SHAKY\", \"message\": \"Once more\", \"retryable\": true}}"
                        : "{\"output\": 1}"));
        StandaloneContext context = AgentContext.of("Hi");

        assertThat(run(server, context)).isEqualTo(Outcome.retry("SHAKY", "Once more"));
        assertThat(run(server, context.withAttempt(2))).isEqualTo(Outcome.completed(1));
        assertThat(server.calls())
                .extracting(call -> call.header("Idempotency-Key"))
                .containsOnly(context.taskId() + "-1-0");
    }

    @Test
    void failsAsTheAgentSays() throws Exception {
        assertThat(answered("{\"error\": {\"code\": \"NO_ORDER\", \"message\": \"There is none\"}}"))
                .isEqualTo(Outcome.failed("NO_ORDER", "There is none"));
        assertThat(answered("""
                        {"error": {"code": "BUSY", "message": "Later", "retryable": true, "retryAfter": "PT30S"}}""")).isEqualTo(Outcome.retryAfter(Duration.ofSeconds(30), "BUSY", "Later"));
    }

    @ParameterizedTest
    @CsvSource({
        "400, AGENT_REFUSED, false",
        "401, AGENT_REFUSED, false",
        "404, AGENT_REFUSED, false",
        "499, AGENT_REFUSED, false",
        "429, AGENT_BUSY, true",
        "500, AGENT_FAILED, true",
        "501, AGENT_FAILED, true",
        "502, AGENT_UNAVAILABLE, true",
        "503, AGENT_UNAVAILABLE, true",
        "504, AGENT_UNAVAILABLE, true",
        "201, AGENT_PROTOCOL, false",
        "204, AGENT_PROTOCOL, false",
        "302, AGENT_PROTOCOL, false"
    })
    void judgesByTheStatus(int status, String code, boolean retryable) throws Exception {
        assertThat(run(server(call -> call.send(status, "text/html", "<p>No</p>"))))
                .isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
                    assertThat(failed.code()).isEqualTo(code);
                    assertThat(failed.retryable()).isEqualTo(retryable);
                    assertThat(failed.message())
                            .startsWith("The endpoint 'local' ")
                            .contains("" + status);
                });
    }

    @Test
    void takesTheErrorInTheBodyOfAStatus() throws Exception {
        String error = "{\"error\": {\"code\": \"NO_ORDER\", \"message\": \"There is none\", \"retryable\": true}}";

        assertThat(run(server(call -> call.send(404, JSON, error))))
                .isEqualTo(Outcome.failed("NO_ORDER", "There is none"));
        assertThat(run(server(call -> call.send(500, JSON, error))))
                .isEqualTo(Outcome.retry("NO_ORDER", "There is none"));
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void waitsAsLongAsTheServerAsks(int status) throws Exception {
        assertThat(run(server(call ->
                        call.send("HTTP/1.1 " + status + " Later\r\nRetry-After: 120\r\nContent-Length: 0\r\n\r\n"))))
                .isInstanceOfSatisfying(
                        Outcome.RetryAfter.class,
                        later -> assertThat(later.delay()).isEqualTo(Duration.ofMinutes(2)));
        String inAnHour = DateTimeFormatter.RFC_1123_DATE_TIME.format(
                Instant.now().plus(Duration.ofHours(1)).atOffset(ZoneOffset.UTC));
        assertThat(run(server(call -> call.send("HTTP/1.1 " + status + " Later\r\nRetry-After: " + inAnHour
                        + "\r\nContent-Length: 0\r\n\r\n"))))
                .isInstanceOfSatisfying(
                        Outcome.RetryAfter.class,
                        later -> assertThat(later.delay()).isBetween(Duration.ofMinutes(59), Duration.ofMinutes(60)));
        assertThat(run(server(call ->
                        call.send("HTTP/1.1 " + status + " Later\r\nRetry-After: soon\r\nContent-Length: 0\r\n\r\n"))))
                .isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void triesAgainWhatBroke() throws Exception {
        int closed;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }

        assertRetries("AGENT_UNAVAILABLE", run("http://127.0.0.1:" + closed, AgentContext.of("Hi")));
        assertRetries("AGENT_CONNECTION_LOST", run(server(SocketServer.Call::reset)));
        assertRetries(
                "AGENT_CONNECTION_LOST",
                run(
                        server(
                                call -> call.send(
                                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 99\r\n\r\n{\"output\":"))));
        assertRetries("AGENT_ANSWER_INCOMPLETE", answered("{\"output\":"));
        assertRetries("AGENT_ANSWER_INCOMPLETE", run(server(call -> call.send(200, LINES, "{\"token\": \"a\"}\n"))));
    }

    @Test
    void isDownWhileItCannotBeConnectedToAndComesBack() throws Exception {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        Agent agent = open(new TestRuntime("http://127.0.0.1:" + port)).agent("words");
        assertThat(agent.health()).as("before anybody called it").isEqualTo(AgentHealth.up());

        agent.run(AgentContext.of("Hi"));

        assertThat(agent.health()).isEqualTo(AgentHealth.down("The endpoint 'local' cannot be connected to"));
        open(new ServerSocket(port, 1, InetAddress.getLoopbackAddress()));
        assertThat(agent.health()).isEqualTo(AgentHealth.up());
    }

    @Test
    void staysUpWhateverItAnswers() throws Exception {
        Agent agent =
                open(new TestRuntime(server(SocketServer.Call::reset).url())).agent("words");

        agent.run(AgentContext.of("Hi"));

        assertThat(agent.health()).isEqualTo(AgentHealth.up());
    }

    @Test
    void givesASlowAgentUp() throws Exception {
        SocketServer server = server(SocketServer.Call::awaitLeft);
        var limits = new OutboundLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), 1_000);
        TestRuntime impatient = open(new TestRuntime(server.url(), Duration.ofMillis(300), limits));

        assertRetries("AGENT_TIMED_OUT", impatient.agent("words").run(AgentContext.of("Hi")));
        assertRetries(
                "AGENT_TIMED_OUT",
                run(server, AgentContext.of("Hi").withDeadline(Instant.now().plusMillis(100))));
    }

    @Test
    void refusesWhatBreaksTheContract() throws Exception {
        assertFails("AGENT_PROTOCOL", answered("{\"result\": 1}"));
        assertFails("AGENT_PROTOCOL", answered("junk"));
        assertFails("AGENT_PROTOCOL", run(server(call -> call.send(200, "text/html", "<p>Hi</p>"))));
        assertFails("AGENT_PROTOCOL", run(server(call -> call.send("SSH-2.0-OpenSSH_9.2\r\n".repeat(200)))));
    }

    @Test
    void refusesAnswersWithoutEnd() throws Exception {
        assertFails("AGENT_ANSWER_TOO_LARGE", answered("{\"output\": \"" + "x".repeat(1_048_577) + "\"}"));
        assertFails("AGENT_ANSWER_TOO_LARGE", run(server(call -> {
            call.send("HTTP/1.1 200 OK\r\nContent-Type: " + LINES + "\r\n\r\n");
            while (true) {
                call.send("{\"heartbeat\": \"" + "x".repeat(100_000) + "\"}\n");
            }
        })));
    }

    @Test
    void closesTheConnectionOfACanceledTask() throws Exception {
        var working = new CountDownLatch(1);
        var left = new CountDownLatch(1);
        SocketServer server = server(call -> {
            working.countDown();
            call.awaitLeft();
            left.countDown();
        });
        var canceled = new AtomicBoolean();
        var thrown = new AtomicReference<Throwable>();
        TestRuntime runtime = open(new TestRuntime(server.url()));
        Thread attempt = Thread.ofVirtual().start(() -> {
            try {
                runtime.agent("words").run(AgentContext.of("Hi").withCancellation(canceled::get));
            } catch (Exception e) {
                thrown.set(e);
            }
        });
        working.await();

        canceled.set(true);

        assertThat(left.await(2, TimeUnit.SECONDS)).isTrue();
        attempt.join();
        assertThat(thrown.get()).isInstanceOf(CanceledException.class);
    }

    @Test
    void namesNoAddressToTheTasksOwner() throws Exception {
        SocketServer server = server(SocketServer.Call::reset);

        assertThat(run(server).toString()).doesNotContain("127.0.0.1").doesNotContain("" + server.port());
        assertThat(run("http://10.1.2.3:1", AgentContext.of("Hi")))
                .isEqualTo(Outcome.failed(
                        "AGENT_FORBIDDEN", "The endpoint 'local' is at an address that this worker must not call"));
    }

    private Outcome answered(String json) throws Exception {
        return run(server(call -> call.send(200, JSON, json)));
    }

    private Outcome run(SocketServer server) throws Exception {
        return run(server, AgentContext.of("Hi"));
    }

    private Outcome run(SocketServer server, AgentContext context) throws Exception {
        return run(server.url(), context);
    }

    private Outcome run(String url, AgentContext context) throws Exception {
        return open(new TestRuntime(url)).agent("words").run(context);
    }

    private SocketServer server(Answer answer) {
        return open(new SocketServer(answer));
    }

    private <T extends AutoCloseable> T open(T one) {
        open.add(one);
        return one;
    }

    private static void assertRetries(String code, Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.retryable()).isTrue();
        });
    }

    private static void assertFails(String code, Outcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Outcome.Failed.class, failed -> {
            assertThat(failed.code()).isEqualTo(code);
            assertThat(failed.retryable()).isFalse();
        });
    }

    private static JsonNode json(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
