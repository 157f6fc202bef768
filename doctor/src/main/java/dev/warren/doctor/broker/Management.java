package dev.warren.doctor.broker;

import dev.warren.doctor.installation.Installation.ManagementAddress;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads from RabbitMQ's management API, by GET only. */
public final class Management {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(6);
    private static final Duration CONNECT = Duration.ofSeconds(4);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT)
            .build();
    private final ManagementAddress address;
    private final String authorization;

    public Management(ManagementAddress address) {
        this.address = address;
        String login = address.user() + ":" + address.password();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
    }

    /** The API does not give what it was asked for. */
    static final class Refused extends IOException {

        private final int status;

        private Refused(String message, int status) {
            super(message);
            this.status = status;
        }

        /** Whether this user may not see it. */
        boolean isForbidden() {
            return status == 401 || status == 403;
        }

        /** Whether this release of RabbitMQ has no such page. */
        boolean isUnknown() {
            return status == 404 || status == 405;
        }
    }

    /**
     * @param path below {@code /api}; {@code {vhost}} in it becomes the virtual host
     * @throws Refused the answer is no page
     */
    JsonNode get(String path) throws IOException, InterruptedException {
        String host =
                URLEncoder.encode(address.virtualHost(), StandardCharsets.UTF_8).replace("+", "%20");
        URI uri = URI.create(address.uri() + "/api" + path.replace("{vhost}", host));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .timeout(PATIENCE)
                .header("Authorization", authorization)
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new Refused(
                    "RabbitMQ's management API answers %d to user %s who asks for /api%s"
                            .formatted(answer.statusCode(), address.user(), path),
                    answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    String virtualHost() {
        return address.virtualHost();
    }

    String user() {
        return address.user();
    }

    /** Where it is, without a login. */
    @Override
    public String toString() {
        return address.toString();
    }
}
