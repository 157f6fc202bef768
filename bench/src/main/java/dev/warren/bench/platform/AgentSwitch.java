package dev.warren.bench.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import tools.jackson.databind.json.JsonMapper;

/** Pauses and resumes an agent, as an operator does. */
public final class AgentSwitch {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final Duration LOOK = Duration.ofMillis(100);
    /** The workers hear of it by a message, and with their heartbeat where that is lost. */
    private static final Duration HEARD = Duration.ofSeconds(15);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final URI gateway;
    private final String agent;

    public AgentSwitch(URI gateway, String agent) {
        this.gateway = gateway;
        this.agent = agent;
    }

    /** Returns when no worker consumes its tasks any more. */
    public void pause() throws IOException, InterruptedException {
        post("pause");
        long end = System.nanoTime() + HEARD.toNanos();
        while (consumers() > 0) {
            if (System.nanoTime() > end) {
                throw new IOException("workers still consume the tasks of %s, which is paused".formatted(agent));
            }
            Thread.sleep(LOOK);
        }
    }

    private int consumers() throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/v1/queues"))
                .timeout(PATIENCE)
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException("the gateway shows no queues: %d %s".formatted(answer.statusCode(), answer.body()));
        }
        return JsonMapper.shared()
                .readTree(answer.body())
                .path("queues")
                .valueStream()
                .filter(queue -> queue.path("agent").asString("").equals(agent))
                .mapToInt(queue -> queue.path("consumers").asInt(1))
                .sum();
    }

    /** Returns at once; the workers consume as soon as they hear of it. */
    public void resume() throws IOException, InterruptedException {
        post("resume");
    }

    private void post(String verb) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/v1/agents/" + agent + ":" + verb))
                .timeout(PATIENCE)
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException(
                    "the gateway does not %s %s: %d %s".formatted(verb, agent, answer.statusCode(), answer.body()));
        }
    }
}
