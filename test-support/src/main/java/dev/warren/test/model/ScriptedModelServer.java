package dev.warren.test.model;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.warren.test.model.ScriptedReply.Babbles;
import dev.warren.test.model.ScriptedReply.Hangs;
import dev.warren.test.model.ScriptedReply.HangsUp;
import dev.warren.test.model.ScriptedReply.Refuses;
import dev.warren.test.model.ScriptedReply.Says;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model endpoint on 127.0.0.1 that says what its script says, in the wire formats of OpenAI chat completions, Anthropic
 * messages and Ollama chat, whole or streamed as the request asks. It records what it was asked.
 *
 * <p>A request is answered by the first rule that matches it and is not used up; where there is none, with status 500 and
 * a text that says so, which no test mistakes for an answer.
 */
public final class ScriptedModelServer implements AutoCloseable {

    private static final Map<String, Dialect> DIALECTS = Map.of(
            "/v1/chat/completions", new OpenAiDialect(),
            "/v1/messages", new AnthropicDialect(),
            "/api/chat", new OllamaDialect());

    private final Script script = new Script();
    private final List<ModelRequest> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;

    private ScriptedModelServer(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts a server on a free port. */
    public static ScriptedModelServer start() {
        return new ScriptedModelServer(0);
    }

    /** Starts a server with a script from a file, as {@link Script#read} describes it. */
    public static ScriptedModelServer start(int port, Path script) {
        var server = new ScriptedModelServer(port);
        server.script.read(script);
        return server;
    }

    /** Serves a script until the process ends. Arguments: the port and the file of the script. */
    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("Arguments: <port> <script.json>");
        }
        var server = start(Integer.parseInt(arguments[0]), Path.of(arguments[1]));
        System.out.println("The scripted model listens on " + server.url());
        server.closed.await();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** The address without a path. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** Answers the next requests that no other rule matches, one reply each. */
    public ScriptedModelServer then(ScriptedReply... replies) {
        script.add(request -> true, List.of(replies));
        return this;
    }

    /** Answers requests that match, one reply each. */
    public ScriptedModelServer when(Predicate<ModelRequest> matches, ScriptedReply... replies) {
        script.add(matches, List.of(replies));
        return this;
    }

    /** Answers every request that matches with the same reply. */
    public ScriptedModelServer always(Predicate<ModelRequest> matches, ScriptedReply reply) {
        script.addForever(matches, reply);
        return this;
    }

    /** What was asked so far, in order of arrival. */
    public List<ModelRequest> requests() {
        return List.copyOf(requests);
    }

    /** Forgets script and requests, for the next test. */
    public void reset() {
        script.clear();
        requests.clear();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Dialect dialect = DIALECTS.get(exchange.getRequestURI().getPath());
            if (dialect == null) {
                send(exchange, 404, "{\"error\":\"no such path\"}");
                return;
            }
            ModelRequest request = read(exchange);
            requests.add(request);
            answer(exchange, dialect, request, script.next(request));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(HttpExchange exchange, Dialect dialect, ModelRequest request, ScriptedReply reply)
            throws IOException, InterruptedException {
        switch (reply) {
            case Says says when request.streamed() -> stream(exchange, dialect, request, says);
            case Says says -> whole(exchange, dialect.whole(says, request).toString(), says);
            case Refuses refuses -> {
                if (refuses.retryAfter() != null) {
                    exchange.getResponseHeaders().set("Retry-After", refuses.retryAfter());
                }
                send(
                        exchange,
                        refuses.status(),
                        dialect.error(refuses.status(), refuses.message()).toString());
            }
            case Babbles babbles -> send(exchange, 200, babbles.body());
            // The exchange is closed on the way out, and with it the connection.
            case HangsUp ignored -> {}
            case Hangs ignored -> closed.await();
        }
    }

    private void stream(HttpExchange exchange, Dialect dialect, ModelRequest request, Says says)
            throws IOException, InterruptedException {
        List<String> pieces = dialect.pieces(says, request);
        exchange.getResponseHeaders().set("Content-Type", dialect.streamType());
        // Where the line will break, a length is promised that never comes: a chunked body would end in good order.
        exchange.sendResponseHeaders(200, says.cutAfter() == null ? 0 : Integer.MAX_VALUE);
        var body = exchange.getResponseBody();
        for (int i = 0; i < pieces.size(); i++) {
            if (says.cutAfter() != null && i >= says.cutAfter()) {
                return;
            }
            if (says.stallAfter() != null && i >= says.stallAfter()) {
                closed.await();
                return;
            }
            body.write(pieces.get(i).getBytes(StandardCharsets.UTF_8));
            body.flush();
        }
        body.close();
    }

    private static void whole(HttpExchange exchange, String json, Says says) throws IOException {
        if (says.cutAfter() == null) {
            send(exchange, 200, json);
            return;
        }
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
        exchange.getResponseBody().flush();
    }

    private static void send(HttpExchange exchange, int status, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.getResponseBody().close();
    }

    private static ModelRequest read(HttpExchange exchange) throws IOException {
        JsonNode body = JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
        Map<String, String> headers = new LinkedHashMap<>();
        exchange.getRequestHeaders()
                .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        return new ModelRequest(exchange.getRequestURI().getPath(), headers, body);
    }
}
