package dev.warren.httpagent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.warren.httpagent.call.TestRuntime;
import dev.warren.worker.agent.AgentContext;
import dev.warren.worker.agent.CanceledException;
import dev.warren.worker.agent.Conversation;
import dev.warren.worker.agent.Outcome;
import dev.warren.worker.agent.StandaloneContext;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The example as its users run it: a process of Python, called by the worker's own runtime. */
@Timeout(60)
class PythonExampleTests {

    private static PythonServer python;
    private static TestRuntime runtime;

    @BeforeAll
    static void start() throws IOException {
        python = new PythonServer(PythonServer.EXAMPLE.resolve("agents.py"), "--port", "0");
        runtime = new TestRuntime(python.url());
    }

    @AfterAll
    static void stop() throws InterruptedException {
        runtime.close();
        python.close();
    }

    @Test
    void countsWords() throws Exception {
        assertThat(run("word-statistics", AgentContext.of(Map.of("text", "Ünder the sea, under THE moon", "top", 1))))
                .isEqualTo(Outcome.completed(json("""
                        {"words": 6, "distinct": 5, "longest": "under", "frequent": [{"word": "the", "count": 2}]}""")));
        assertThat(run("word-statistics", AgentContext.of("1 2 3")))
                .isEqualTo(Outcome.failed("NO_WORDS", "The text has no words"));
        assertThat(run("word-statistics", AgentContext.of(7)))
                .isEqualTo(Outcome.failed("INVALID_INPUT", "text must be a text, and top a whole number"));
    }

    @Test
    void tellsHowFarItIs() throws Exception {
        StandaloneContext context = AgentContext.of("one two\n".repeat(2_000));

        assertThat(run("word-statistics", context)).isInstanceOf(Outcome.Completed.class);
        assertThat(context.recorded().progress())
                .extracting(progress -> progress.fraction())
                .containsExactly(0.5, 1.0);
    }

    @Test
    void answersInAConversation() throws Exception {
        StandaloneContext context = AgentContext.of("Where is order 1017?");

        assertThat(run("orders", context)).isEqualTo(Outcome.completed(json("""
                {"content": "Order 1017 left our house yesterday and arrives tomorrow.", "agent": "orders",
                 "messages": [
                   {"role": "user", "content": "Where is order 1017?"},
                   {"role": "assistant", "sender": "orders",
                    "content": "Order 1017 left our house yesterday and arrives tomorrow."}],
                 "contextVariables": {"order": 1017}}""")));
        assertThat(context.recorded().tokens()).isEqualTo("Order 1017 left our house yesterday and arrives tomorrow.");
    }

    @Test
    void handsBackWhatIsNotItsBusiness() throws Exception {
        StandaloneContext context = AgentContext.of("I want my money back");

        assertThat(run("orders", context))
                .isEqualTo(Outcome.handedOff("triage", context.conversation().withTurns(1)));
    }

    @Test
    void asksForWhatItMustKnowAndGoesOnWithTheAnswer() throws Exception {
        StandaloneContext context = AgentContext.of("Where is my parcel?");

        Outcome asked = run("orders", context);

        assertThat(asked).isInstanceOfSatisfying(Outcome.WaitsForInput.class, waits -> {
            assertThat(waits.question().prompt()).isEqualTo("What is the number of the order?");
            assertThat(waits.question().schema()).isEqualTo(json("{\"type\": \"integer\"}"));
            assertThat(waits.question().deadline()).isEqualTo(Duration.ofDays(1));
        });
        Conversation left = ((Outcome.WaitsForInput) asked).conversation();
        StandaloneContext later = context.withAttempt(2).withConversation(left);
        assertThat(run("orders", later.withAnswer(1018)))
                .isInstanceOfSatisfying(
                        Outcome.Completed.class,
                        done -> assertThat(done.output().path("content").stringValue())
                                .isEqualTo("Order 1018 is being packed."));
    }

    @Test
    void knowsNoOrderThatIsNotThere() throws Exception {
        assertThat(run("orders", AgentContext.of("Where is order 4711?")))
                .isEqualTo(Outcome.failed("NO_SUCH_ORDER", "There is no order 4711"));
    }

    @Test
    void refusesStrangersAndJunk() throws Exception {
        assertThat(post("/orders", "", "{}")).startsWith("401 ");
        assertThat(post("/orders", TestRuntime.TOKEN, "{}")).startsWith("400 ").contains("BAD_REQUEST");
        assertThat(post("/orders", TestRuntime.TOKEN, "junk")).startsWith("400 ");
        assertThat(post("/none", TestRuntime.TOKEN, "{}")).startsWith("404 ").contains("NO_SUCH_AGENT");
        assertThat(run("none", AgentContext.of("Hi")))
                .isEqualTo(Outcome.failed("NO_SUCH_AGENT", "There is no agent at /none"));
    }

    @Test
    void saysThatItIsUp() throws Exception {
        assertThat(get(python.url() + "/health"))
                .isEqualTo("200 {\"status\": \"UP\", \"agents\": [\"orders\", \"word-statistics\"]}");
    }

    @Test
    void noticesThatNobodyWantsItsAnswerAnyMore() throws Exception {
        try (var server = new PythonServer(Path.of("src/test/python/endless.py"));
                var local = new TestRuntime(server.url())) {
            var canceled = new AtomicBoolean();
            StandaloneContext context = AgentContext.of("Hi").withCancellation(canceled::get);
            var attempt = new FutureTask<>(() -> local.agent("endless").run(context));
            Thread.ofVirtual().start(attempt);
            await().until(() -> !context.recorded().progress().isEmpty());

            canceled.set(true);

            assertThatThrownBy(attempt::get).hasCauseInstanceOf(CanceledException.class);
            server.stop();
            // It waits for its calls: only an agent that has noticed lets it end.
            assertThat(server.awaitEnd()).isZero();
        }
    }

    @Test
    void endsAfterTheCallsThatRun() throws Exception {
        try (var server = new PythonServer(PythonServer.EXAMPLE.resolve("agents.py"), "--port", "0");
                var caller = new Socket("127.0.0.1", server.port())) {
            String body = "{\"task\": {\"id\": \"1\", \"agent\": \"word-statistics\"}, \"input\": \"a b\","
                    + " \"conversation\": {\"messages\": [], \"contextVariables\": {}}}";
            caller.getOutputStream()
                    .write(("POST /word-statistics HTTP/1.1\r\nAuthorization: Bearer " + TestRuntime.TOKEN
                                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n")
                            .getBytes(UTF_8));
            // Connections are taken in order: once this one has its answer, the first call has begun.
            assertThat(get(server.url() + "/health")).startsWith("200 ");

            server.stop();
            caller.getOutputStream().write(body.getBytes(UTF_8));

            assertThat(new String(caller.getInputStream().readAllBytes(), UTF_8))
                    .contains("{\"output\": {\"words\": 2");
            assertThat(server.awaitEnd()).isZero();
        }
    }

    private static Outcome run(String agent, AgentContext context) throws Exception {
        return runtime.agent(agent).run(context);
    }

    private static String get(String url) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static String post(String path, String token, String body) throws Exception {
        try (HttpClient client = HttpClient.newHttpClient()) {
            var answer = client.send(
                    HttpRequest.newBuilder(URI.create(python.url() + path))
                            .header("Authorization", "Bearer " + token)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    BodyHandlers.ofString());
            return answer.statusCode() + " " + answer.body();
        }
    }

    private static JsonNode json(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
