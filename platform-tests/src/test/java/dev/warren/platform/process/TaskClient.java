package dev.warren.platform.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Speaks to a gateway as any client does, by the contract alone. */
public final class TaskClient {

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;

    TaskClient(String url) {
        this.url = url;
    }

    /** What a gateway answers. */
    public record Answer(int status, JsonNode body) {}

    /** Submits a task; answers its id. */
    public String submit(String agent, Object input, UnaryOperator<ObjectNode> settings) {
        Answer answer = post("/v1/tasks", settings.apply(request(agent, input)));
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body().get("id").asString();
    }

    public String submit(String agent, Object input) {
        return submit(agent, input, settings -> settings);
    }

    /** Submits many, by batches of 100; answers their ids in order. */
    public List<String> submitAll(List<ObjectNode> requests) {
        List<String> ids = new ArrayList<>();
        for (int from = 0; from < requests.size(); from += 100) {
            ArrayNode tasks = JSON.createArrayNode();
            requests.subList(from, Math.min(from + 100, requests.size())).forEach(tasks::add);
            ObjectNode batch = JSON.createObjectNode();
            batch.set("tasks", tasks);
            Answer answer = post("/v1/tasks/batch", batch);
            assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
            for (JsonNode result : answer.body().get("results")) {
                assertThat(result.has("task")).as(result.toString()).isTrue();
                ids.add(result.get("task").get("id").asString());
            }
        }
        return ids;
    }

    /** The body of a submission. */
    public static ObjectNode request(String agent, Object input) {
        ObjectNode request = JSON.createObjectNode().put("agent", agent);
        request.set("input", JSON.valueToTree(input));
        return request;
    }

    public JsonNode task(String id) {
        Answer answer = get("/v1/tasks/" + id);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        return answer.body();
    }

    public String status(String id) {
        return task(id).get("status").asString();
    }

    /** Waits for the task's end and answers it. */
    public JsonNode awaitEnd(String id, Duration atMost) {
        await("task " + id + " to end")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> hasEnded(id));
        return task(id);
    }

    /** What each of its attempts did, in their order. */
    public List<JsonNode> attempts(String id) {
        List<JsonNode> attempts = new ArrayList<>();
        get("/v1/tasks/" + id + "/attempts").body().get("attempts").forEach(attempts::add);
        return attempts;
    }

    /** The ids of all tasks with a label, at most 100. */
    public List<String> labeled(String key, String value) {
        List<String> ids = new ArrayList<>();
        get("/v1/tasks?pageSize=100&label=" + key + ":" + value)
                .body()
                .get("tasks")
                .forEach(task -> ids.add(task.get("id").asString()));
        return ids;
    }

    public void awaitStatus(String id, String status) {
        await("task " + id + " to be " + status)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(id).equals(status));
    }

    /** Waits until every task has ended; answers how many ended in which status. */
    public Map<String, Integer> awaitEnds(List<String> ids, Duration atMost) {
        var open = new ArrayList<>(ids);
        await(ids.size() + " tasks to end")
                .atMost(atMost)
                .pollInterval(Duration.ofMillis(250))
                .untilAsserted(() -> {
                    open.removeIf(this::hasEnded);
                    assertThat(open).isEmpty();
                });
        var ends = new TreeMap<String, Integer>();
        ids.forEach(id -> ends.merge(status(id), 1, Integer::sum));
        return ends;
    }

    private boolean hasEnded(String id) {
        return List.of("COMPLETED", "FAILED", "CANCELED", "EXPIRED").contains(status(id));
    }

    public Answer get(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)).build());
    }

    /** @param headers names and values in turn */
    public Answer post(String path, JsonNode body, String... headers) {
        var request = HttpRequest.newBuilder(URI.create(url + path)).header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.POST(BodyPublishers.ofString(body.toString())).build());
    }

    /** Declares an agent; answers its version. */
    public int declare(String agent, JsonNode definition) {
        Answer answer = send(HttpRequest.newBuilder(URI.create(url + "/v1/agents/" + agent))
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(definition.toString()))
                .build());
        assertThat(answer.status()).as(answer.body().toString()).isIn(200, 201);
        return answer.body().get("version").asInt();
    }

    /** Answers the question that a task waits with. */
    public Answer answer(String id, Object answer) {
        ObjectNode body = JSON.createObjectNode()
                .put("question", task(id).get("question").get("id").asString());
        body.set("answer", JSON.valueToTree(answer));
        return post("/v1/tasks/" + id + ":answer", body);
    }

    public Answer cancel(String id) {
        return ask("/v1/tasks/" + id + ":cancel");
    }

    public Answer pause(String agent) {
        return ask("/v1/agents/" + agent + ":pause");
    }

    public Answer resume(String agent) {
        return ask("/v1/agents/" + agent + ":resume");
    }

    private Answer ask(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path))
                .POST(BodyPublishers.noBody())
                .build());
    }

    private Answer send(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
