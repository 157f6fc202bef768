package dev.warren.bench.platform;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Pauses and resumes an agent, as an operator does. */
public final class AgentSwitch {

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    /** The workers hear of it by a message. */
    private static final Duration HEARD = Duration.ofSeconds(1);

    private final URI gateway;
    private final String agent;

    public AgentSwitch(URI gateway, String agent) {
        this.gateway = gateway;
        this.agent = agent;
    }

    /** Returns when no worker consumes its tasks any more. */
    public void pause() throws IOException, InterruptedException {
        post("pause");
        Thread.sleep(HEARD);
    }

    /** Returns at once; the workers consume as soon as they hear of it. */
    public void resume() throws IOException, InterruptedException {
        post("resume");
    }

    private void post(String verb) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(gateway.resolve("/v1/agents/" + agent + ":" + verb))
                .timeout(Duration.ofSeconds(10))
                .POST(HttpRequest.BodyPublishers.noBody())
                .build();
        var answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() != 202) {
            throw new IOException(
                    "the gateway does not %s %s: %d %s".formatted(verb, agent, answer.statusCode(), answer.body()));
        }
    }
}
