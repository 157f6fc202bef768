package dev.warren.local.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.json.JsonMapper;

/** Makes the broker's users of the gateways and the workers, each with the rights its part of the topology needs. */
final class BrokerLogins {

    /** What a user may do in the virtual host, as regular expressions over the names of queues and exchanges. */
    record Rights(String configure, String write, String read) {}

    static final Rights GATEWAY = new Rights("^(warren|agent)\\..*$", "^(warren|agent)\\..*$", "^(warren|agent)\\..*$");
    static final Rights WORKER = new Rights(
            "^warren\\.control\\.worker\\..*$",
            "^(warren\\.events|warren\\.control\\.worker\\..*)$",
            "^(agent\\..*|warren\\.control|warren\\.control\\.worker\\..*)$");

    private static final JsonMapper MAPPER = new JsonMapper();

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI management;
    private final String authorization;
    private final String virtualHost;

    /** @param management address of the management plugin, with the administrator's user and password */
    BrokerLogins(BrokerAddress management, String virtualHost) {
        Login administrator = management.login();
        String credentials = administrator.user() + ":" + administrator.password();
        this.management = URI.create(management.toString());
        this.authorization =
                "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        this.virtualHost = virtualHost;
    }

    /** Sets the password and the rights of a user, made if missing. */
    void put(Login login, Rights rights) {
        record User(String password, String tags) {}
        put("/api/users/" + login.user(), new User(login.password(), ""));
        put("/api/permissions/" + URLEncoder.encode(virtualHost, StandardCharsets.UTF_8) + "/" + login.user(), rights);
    }

    private void put(String path, Object body) {
        HttpRequest request = HttpRequest.newBuilder(management.resolve(path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", authorization)
                .header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(body)))
                .build();
        try {
            HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new ClusterFailure(
                        "RabbitMQ refused %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
            }
        } catch (IOException e) {
            throw new ClusterFailure(
                    "RabbitMQ's management plugin at %s does not answer (%s).".formatted(management, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClusterFailure("interrupted while the broker's users were made.", e);
        }
    }
}
