package dev.warren.local;

import dev.warren.local.rabbit.RabbitServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/** What a broker says about itself. */
record Broker(URI uri) {

    private static final Pattern NAME = Pattern.compile("\"name\":\"([^\"]+)\"");

    static Broker at(RabbitServer server) {
        return new Broker(URI.create(server.managementUri()));
    }

    List<String> virtualHosts() {
        try {
            return NAME.matcher(get("/api/vhosts?columns=name"))
                    .results()
                    .map(match -> match.group(1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean answers() {
        try {
            get("/api/overview");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private String get(String path) throws IOException {
        var login = Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + uri.getPort() + path))
                .header("Authorization", "Basic " + login)
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
