package dev.warren.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.TaskClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class PriorityIT {

    @AutoClose
    private final Platform platform = new Platform();

    private final TaskClient client = platform.client();

    @Test
    void aBacklogStartsInOrderOfPriorityAndFirstInFirstOutWithinOne() {
        platform.gateway();
        platform.worker("introduces-the-agents", 1).stop();
        List<ObjectNode> requests = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            requests.add(TaskClient.request("echo", i).put("priority", i * 7 % 10));
        }
        List<String> submitted = client.submitAll(requests);
        await("the whole backlog to be at the broker")
                .atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(client.get("/v1/queues").body().get("queues"))
                        .filteredOn(queue -> queue.get("agent").asString().equals("echo"))
                        .allMatch(queue -> queue.get("messages").asInt() == 200));

        platform.worker("single-slot", 1);

        assertThat(client.awaitEnds(submitted, Duration.ofMinutes(2))).isEqualTo(Map.of("COMPLETED", 200));
        List<JsonNode> tasks = submitted.stream().map(client::task).toList();
        List<String> started = tasks.stream()
                .sorted(Comparator.comparing(
                        task -> Instant.parse(task.get("startedAt").asString())))
                .map(task -> task.get("id").asString())
                .toList();
        List<String> expected = tasks.stream()
                .sorted(Comparator.comparing(
                        (JsonNode task) -> -task.get("priority").asInt()))
                .map(task -> task.get("id").asString())
                .toList();
        assertThat(started).isEqualTo(expected);
    }
}
