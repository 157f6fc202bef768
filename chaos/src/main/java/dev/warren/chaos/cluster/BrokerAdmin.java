package dev.warren.chaos.cluster;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConnectionFactory;
import dev.warren.local.rabbit.RabbitServer;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an administrator can do to the broker, past all proxies. */
public final class BrokerAdmin {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final RabbitServer server;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    BrokerAdmin(RabbitServer server) {
        this.server = server;
    }

    /** What a channel is wanted for. */
    @FunctionalInterface
    public interface Work<T> {

        T with(Channel channel) throws IOException, InterruptedException, TimeoutException;
    }

    /** Runs {@code rabbitmqctl}. */
    public String control(String... arguments) {
        return server.control(arguments);
    }

    /** Names of the agents' queues. */
    public List<String> agentQueues() throws IOException, InterruptedException {
        List<String> names = new ArrayList<>();
        for (JsonNode queue : get("/api/queues/" + vhost() + "?columns=name,messages")) {
            String name = queue.path("name").asString("");
            if (name.startsWith("agent.")) {
                names.add(name);
            }
        }
        names.sort(null);
        return names;
    }

    /** The agents' queue with the most messages; empty where there is no queue. */
    public String deepestQueue() throws IOException, InterruptedException {
        return among(agentQueues());
    }

    /** How many messages wait in a queue; none where there is no such queue. */
    public long messages(String queue) throws IOException, InterruptedException {
        return queue.isEmpty() ? 0 : onChannel(channel -> channel.messageCount(queue));
    }

    private String among(List<String> queues) throws IOException, InterruptedException {
        return onChannel(channel -> {
            String deepest = "";
            long most = -1;
            for (String queue : queues) {
                long messages = channel.messageCount(queue);
                if (messages > most) {
                    deepest = queue;
                    most = messages;
                }
            }
            return deepest;
        });
    }

    /** With a connection of its own, which is closed afterwards. */
    public <T> T onChannel(Work<T> work) throws IOException, InterruptedException {
        try (Connection connection = factory().newConnection("chaos");
                Channel channel = connection.createChannel()) {
            return work.with(channel);
        } catch (TimeoutException e) {
            throw new IOException("RabbitMQ does not answer", e);
        }
    }

    /** Applies to the agents' queues, before any other policy. */
    public void putPolicy(String name, Map<String, Object> definition) throws IOException, InterruptedException {
        put(
                "/api/policies/" + vhost() + "/" + name,
                Map.of("pattern", "^agent\\.", "definition", definition, "priority", 100, "apply-to", "queues"));
    }

    public void deletePolicy(String name) throws IOException, InterruptedException {
        send("DELETE", "/api/policies/" + vhost() + "/" + name, "");
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return JSON.readTree(send("GET", path, "").body());
    }

    private void put(String path, Object body) throws IOException, InterruptedException {
        var answer = send("PUT", path, JSON.writeValueAsString(body));
        if (answer.statusCode() >= 300) {
            throw new IOException("RabbitMQ refused %s: %d %s".formatted(path, answer.statusCode(), answer.body()));
        }
    }

    private HttpResponse<String> send(String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create(server.managementUri());
        String login = Base64.getEncoder().encodeToString(uri.getUserInfo().getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create("http://" + uri.getHost() + ":" + uri.getPort() + path))
                .timeout(Duration.ofSeconds(10))
                .header("Authorization", "Basic " + login)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String vhost() {
        String path = URI.create(server.uri()).getPath();
        return URLEncoder.encode(path.substring(1), StandardCharsets.UTF_8);
    }

    private ConnectionFactory factory() {
        var factory = new ConnectionFactory();
        try {
            factory.setUri(server.uri());
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IllegalStateException("the server's own address is no address", e);
        }
        factory.setAutomaticRecoveryEnabled(false);
        factory.setConnectionTimeout(5000);
        factory.setChannelRpcTimeout(15_000);
        return factory;
    }
}
