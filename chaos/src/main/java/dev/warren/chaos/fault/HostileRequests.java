package dev.warren.chaos.fault;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Bodies and headers that no honest client sends: each is refused with a 4xx, and the gateway lives on. */
record HostileRequests(int gateway) implements Fault {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final int SLOW_CONNECTIONS = 50;

    @Override
    public String id() {
        return "F12";
    }

    @Override
    public String name() {
        return "hostile bodies and headers";
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    /** Nothing that is away may be the reason of an answer. */
    @Override
    public Set<String> touches() {
        return Set.of(Touch.ALL_GATEWAYS, Touch.LEDGER);
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) throws IOException, InterruptedException {
        URI address = scene.cluster().addresses().get(gateway);
        Map<String, Integer> answers = new LinkedHashMap<>();
        for (var body : bodies().entrySet()) {
            answers.put(body.getKey(), send(scene, address, body.getKey(), body.getValue()));
        }
        answers.put("headers of 64 KB", sendHeaders(scene, address));
        openSlowly(address);
        return answers + ", " + SLOW_CONNECTIONS + " connections that never end their request";
    }

    @Override
    public void heal(Scene scene) {
        // Nothing to undo.
    }

    private static Map<String, byte[]> bodies() {
        Map<String, byte[]> bodies = new LinkedHashMap<>();
        bodies.put("one byte", new byte[] {'{'});
        bodies.put("no UTF-8", new byte[] {'"', (byte) 0xc3, (byte) 0x28, '"'});
        bodies.put("an input over its limit", task("\"" + "x".repeat((1 << 20) + 1) + "\""));
        bodies.put("20 MB", task("\"" + "x".repeat(20 << 20) + "\""));
        bodies.put("JSON 10,000 deep", task("[".repeat(10_000) + "]".repeat(10_000)));
        bodies.put(
                "a field that is none",
                "{\"agent\":\"chaos-short\",\"input\":1,\"nope\":1}".getBytes(StandardCharsets.UTF_8));
        bodies.put("a number of 10,000 digits", task("9".repeat(10_000) + "x"));
        bodies.put(
                "a priority of 10",
                "{\"agent\":\"chaos-short\",\"input\":1,\"priority\":10}".getBytes(StandardCharsets.UTF_8));
        return bodies;
    }

    private static byte[] task(String input) {
        return ("{\"agent\":\"chaos-short\",\"input\":" + input + "}").getBytes(StandardCharsets.UTF_8);
    }

    private static int send(Scene scene, URI address, String what, byte[] body) throws InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/v1/tasks"))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        return judged(scene, what, request);
    }

    private static int sendHeaders(Scene scene, URI address) throws InterruptedException {
        var request = HttpRequest.newBuilder(address.resolve("/v1/tasks"))
                .timeout(Duration.ofSeconds(30))
                .header("X-Huge", "x".repeat(64 * 1024))
                .GET()
                .build();
        return judged(scene, "headers of 64 KB", request);
    }

    /** 0 for a connection that was closed instead of an answer, which is a refusal too. */
    private static int judged(Scene scene, String what, HttpRequest request) throws InterruptedException {
        scene.notes().sentBadRequest();
        try {
            int status =
                    HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status < 400 || status >= 500) {
                scene.notes().badAnswer("%s was answered %d".formatted(what, status));
            }
            return status;
        } catch (IOException closed) {
            return 0;
        }
    }

    /** They hold their connections until this method ends; nobody else may notice. */
    private static void openSlowly(URI address) throws IOException, InterruptedException {
        var sockets = new ArrayList<Socket>();
        try {
            for (int i = 0; i < SLOW_CONNECTIONS; i++) {
                var socket = new Socket();
                sockets.add(socket);
                socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), 2000);
                socket.getOutputStream()
                        .write("POST /v1/tasks HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{"
                                .getBytes(StandardCharsets.UTF_8));
            }
            Thread.sleep(Duration.ofSeconds(5));
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
