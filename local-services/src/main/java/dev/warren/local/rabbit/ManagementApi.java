package dev.warren.local.rabbit;

import dev.warren.local.process.ServerFailedException;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Pattern;

/** The few calls of RabbitMQ's management API that are needed here. */
final class ManagementApi {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String base;
    private final String user;
    private final String authorization;

    /** @param uri {@code http://user:password@host:port} */
    ManagementApi(String uri) {
        var parsed = URI.create(uri);
        if (parsed.getUserInfo() == null || parsed.getHost() == null) {
            throw new ServerFailedException(
                    "The address of the management API must have the form http://user:password@host:port.");
        }
        var login = parsed.getRawUserInfo().split(":", 2);
        this.user = decode(login[0]);
        var password = login.length > 1 ? decode(login[1]) : "";
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        var port = parsed.getPort() < 0 ? "" : ":" + parsed.getPort();
        this.base = parsed.getScheme() + "://" + parsed.getHost() + port + "/api";
    }

    /** Whether it answers, and to this user. */
    boolean answers() {
        try {
            return send("GET", "/overview", "").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    void createVirtualHost(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "`%s` is no name for a virtual host here: letters, digits, dots, dashes and underscores"
                            .formatted(name));
        }
        put("/vhosts/" + name, "{}");
        var allRights = "{\"configure\":\".*\",\"write\":\".*\",\"read\":\".*\"}";
        put("/permissions/" + name + "/" + URLEncoder.encode(user, StandardCharsets.UTF_8), allRights);
    }

    private void put(String path, String body) {
        try {
            var answer = send("PUT", path, body);
            if (answer.statusCode() >= 300) {
                throw new ServerFailedException("RabbitMQ refused PUT %s%s with %d: %s"
                        .formatted(base, path, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            throw new ServerFailedException("RabbitMQ's management API at %s does not answer.".formatted(base), e);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(LIMIT)
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        try (var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(LIMIT)
                .build()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", interrupted);
        }
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
