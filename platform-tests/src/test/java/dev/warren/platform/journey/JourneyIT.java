package dev.warren.platform.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class JourneyIT {

    private static final Duration SOON = Duration.ofSeconds(30);

    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private final List<PlatformProcess> processes = new ArrayList<>();

    @BeforeAll
    void start() {
        processes.add(platform.gateway("WARREN_SWEEP_MEASURE_EVERY=1s"));
        processes.add(platform.worker("worker-1", 50));
        processes.add(platform.worker("worker-2", 50));
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void aThousandTasksOfMixedPriorityAllCompleteAndBothWorkersDoTheirShare() {
        List<ObjectNode> requests = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            requests.add(TaskClient.request("probe", Map.of("runFor", "PT0.02S", "output", i))
                    .put("priority", i % 10));
        }

        List<String> ids = client.submitAll(requests);

        assertThat(client.awaitEnds(ids, Duration.ofMinutes(2))).isEqualTo(Map.of("COMPLETED", 1_000));
        var byWorker = new TreeMap<String, Integer>();
        for (int i = 0; i < ids.size(); i++) {
            JsonNode task = client.task(ids.get(i));
            assertThat(task.get("output").asInt()).isEqualTo(i);
            assertThat(task.get("attempt").asInt()).as(task.toString()).isEqualTo(1);
            byWorker.merge(task.get("worker").asString(), 1, Integer::sum);
        }
        assertThat(byWorker).containsOnlyKeys("worker-1", "worker-2");
    }

    @Test
    void summarizesARealDocument() throws IOException {
        String document = Files.readString(
                Path.of(System.getProperty("warren.project", ".."), "examples", "documents", "origin-of-species.txt"));

        JsonNode task = client.awaitEnd(client.submit("summarizer", document), SOON);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        String words = document.replaceAll("\\s+", " ");
        for (JsonNode sentence : task.get("output").get("sentences")) {
            assertThat(words).contains(sentence.get("text").asString());
        }
    }

    @Test
    void aCallerThatWaitsGetsTheResultInOneCall() {
        TaskClient.Answer answer =
                client.post("/v1/tasks", TaskClient.request("echo", Map.of("a", 1)), "Prefer", "wait=30");

        assertThat(answer.status()).isEqualTo(200);
        JsonNode task = answer.body();
        assertThat(task.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(task.get("output").get("a").asInt()).isEqualTo(1);
    }

    @Test
    void triesAgainUntilItSucceeds() {
        JsonNode task = client.awaitEnd(client.submit("probe", Map.of("failTimes", 2)), SOON);

        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("attempt").asInt()).isEqualTo(3);
        assertThat(task.get("failures").asInt()).isEqualTo(2);
        assertThat(client.get("/v1/tasks/" + task.get("id").asString() + "/attempts")
                        .body()
                        .get("attempts"))
                .hasSize(3);
    }

    @Test
    void givesUpWhenItsAttemptsAreUsedUp() {
        String id = client.submit("probe", Map.of("failTimes", 9), task -> task.put("maxAttempts", 2));

        JsonNode task = client.awaitEnd(id, SOON);

        assertThat(task.get("status").asString()).isEqualTo("FAILED");
        assertThat(task.get("error").get("reason").asString()).isEqualTo("ATTEMPTS_EXHAUSTED");
        assertThat(task.get("failures").asInt()).isEqualTo(2);
    }

    @Test
    void doesNotTryAgainWhatCannotSucceed() {
        JsonNode task = client.awaitEnd(client.submit("probe", Map.of("failWith", "NO_SUCH_ACCOUNT")), SOON);

        assertThat(task.get("status").asString()).isEqualTo("FAILED");
        assertThat(task.get("error").get("reason").asString()).isEqualTo("NON_RETRYABLE");
        assertThat(task.get("error").get("code").asString()).isEqualTo("NO_SUCH_ACCOUNT");
        assertThat(task.get("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void endsAnAttemptThatRunsTooLong() {
        String id = client.submit(
                "probe",
                Map.of("runFor", "PT60S"),
                task -> task.put("timeout", "PT1S").put("maxAttempts", 1));

        JsonNode task = client.awaitEnd(id, SOON);

        assertThat(task.get("status").asString()).isEqualTo("FAILED");
        assertThat(task.get("error").get("reason").asString()).isEqualTo("TIMED_OUT");
    }

    @Test
    void cancelsATaskThatRuns() {
        String id = client.submit("probe", Map.of("runFor", "PT60S"));
        client.awaitStatus(id, "RUNNING");

        assertThat(client.cancel(id).status()).isEqualTo(202);

        assertThat(client.awaitEnd(id, SOON).get("status").asString()).isEqualTo("CANCELED");
        assertThat(client.cancel(id).status()).as("again").isEqualTo(202);
    }

    @Test
    void cancelsATaskThatWaitsAndRefusesToCancelOneThatHasEnded() {
        String waiting = client.submit("echo", "x", task -> task.put("delay", "PT1H"));
        String ended = client.submit("echo", "x");
        client.awaitStatus(ended, "COMPLETED");

        assertThat(client.cancel(waiting).status()).isEqualTo(202);
        assertThat(client.status(waiting)).isEqualTo("CANCELED");
        assertThat(client.cancel(ended).status()).isEqualTo(409);
    }

    @Test
    void startsADelayedTaskInItsTime() {
        String id = client.submit("echo", "later", task -> task.put("delay", "PT2S"));
        assertThat(client.status(id)).isEqualTo("SCHEDULED");

        JsonNode task = client.awaitEnd(id, SOON);

        assertThat(Instant.parse(task.get("startedAt").asString()))
                .isAfterOrEqualTo(Instant.parse(task.get("dueAt").asString()));
    }

    @Test
    void showsWhatItDidToPrometheusAndToOtherPrograms() {
        String once = client.submit("probe", Map.of("failTimes", 1, "output", "x"));
        String never = client.submit("probe", Map.of("failWith", "NO_SUCH_ACCOUNT"));
        String tooLate = client.submit("echo", "x", task -> task.put("delay", "PT1H"));
        client.awaitEnds(List.of(once, never), SOON);
        client.cancel(tooLate);

        await().atMost(SOON).untilAsserted(() -> {
            Scrape all = Scrape.of(processes);
            assertThat(all.sum("warren_tasks_submitted_total", "agent=\"probe\""))
                    .isGreaterThanOrEqualTo(2);
            assertThat(all.sum("warren_tasks_finished_total", "agent=\"probe\"", "status=\"COMPLETED\""))
                    .isPositive();
            assertThat(all.sum("warren_tasks_finished_total", "agent=\"probe\"", "reason=\"NON_RETRYABLE\""))
                    .isPositive();
            assertThat(all.sum("warren_tasks_finished_total", "agent=\"echo\"", "status=\"CANCELED\""))
                    .as("ended by the gateway")
                    .isPositive();
            assertThat(all.sum("warren_tasks_retried_total", "agent=\"probe\"", "cause=\"error\""))
                    .isPositive();
            assertThat(all.sum("warren_messages_confirmed_total")).isPositive();
            assertThat(all.sum("warren_claims_total", "verdict=\"claimed\"")).isPositive();
            assertThat(all.sum("warren_task_queue_wait_seconds_bucket", "agent=\"probe\"", "le=\"+Inf\""))
                    .isEqualTo(all.sum("warren_task_queue_wait_seconds_count", "agent=\"probe\""))
                    .isPositive();
            assertThat(all.sum("warren_task_run_time_seconds_bucket", "agent=\"probe\"", "le=\"3600.0\""))
                    .isPositive();
            assertThat(all.sum("warren_group_time_seconds_count", "group=\"submit\""))
                    .isPositive();
            assertThat(all.sum("warren_slots")).isEqualTo(100);
            assertThat(all.sum("warren_workers", "state=\"ALIVE\"")).isEqualTo(2);
            assertThat(all.sum("warren_queue_consumers", "agent=\"probe\"")).isEqualTo(2);
            JsonNode probe = client.get("/v1/stats")
                    .body()
                    .get("agents")
                    .valueStream()
                    .filter(each -> each.get("agent").asString().equals("probe"))
                    .findFirst()
                    .orElseThrow(AssertionError::new);
            assertThat(probe.get("completedPerSecond").asDouble()).isPositive();
            assertThat(probe.get("failedPerSecond").asDouble()).isPositive();
            assertThat(probe.at("/runSeconds/p99").asDouble()).isPositive();
        });
    }

    @Test
    void showsItsWorkersAgentsAndQueues() {
        assertThat(client.get("/v1/agents").body().get("agents"))
                .extracting(agent -> agent.get("name").asString())
                .contains("echo", "probe", "summarizer");
        assertThat(client.get("/v1/workers").body().get("workers"))
                .extracting(worker -> worker.get("name").asString())
                .contains("worker-1", "worker-2");
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(client.get("/v1/queues").body().get("queues"))
                        .filteredOn(queue -> queue.get("agent").asString().equals("echo"))
                        .singleElement()
                        .satisfies(queue -> {
                            assertThat(queue.get("queue").asString()).isEqualTo("agent.echo.shared");
                            assertThat(queue.get("status").asString()).isEqualTo("active");
                            assertThat(queue.get("consumers").asInt()).isEqualTo(2);
                        }));
    }
}
