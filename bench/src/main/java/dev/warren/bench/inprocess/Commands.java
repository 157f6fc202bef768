package dev.warren.bench.inprocess;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the benchmark may ask of this process, over HTTP on the loopback: {@code /ready} for the version of the library,
 * {@code /load/<milliseconds>} to enqueue jobs with the input that is the body, {@code /done} for what has become of them.
 */
final class Commands {

    private final JobLibrary library;
    private final Done done;

    private Commands(JobLibrary library, Done done) {
        this.library = library;
        this.done = done;
    }

    /** Returns at once; the process lives on for what it is asked. */
    static void serve(int port, JobLibrary library, Done done) throws IOException {
        var commands = new Commands(library, done);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/ready", exchange -> answer(exchange, 200, new Ready(commands.library.version())));
        server.createContext("/load/", commands::load);
        server.createContext("/done", exchange -> answer(exchange, 200, commands.done.counts()));
        server.start();
    }

    private void load(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        Duration time = Duration.ofMillis(Long.parseLong(path.substring(path.lastIndexOf('/') + 1)));
        String input = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        done.forget();
        try {
            answer(exchange, 200, new EnqueueLoad(library, input).run(time));
        } catch (IllegalStateException e) {
            answer(exchange, 500, Map.of("error", e + ": " + e.getCause()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer(exchange, 500, Map.of("error", "interrupted"));
        }
    }

    private static void answer(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JsonMapper.shared().writeValueAsBytes(body);
        try (exchange) {
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
