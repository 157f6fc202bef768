package dev.warren.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;

/**
 * A task that kills its worker, and gateways that die while they pick up the pieces: one with the right to publish tasks
 * that it never published, one in the middle of the dead worker's tasks.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SweeperCrashIT {

    private static final Duration SOON = Duration.ofSeconds(90);

    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private List<String> delayed = List.of();
    private List<String> neighbours = List.of();
    private String poison = "";

    @BeforeAll
    void letSweepersDieOneAfterTheOther() {
        PlatformProcess dying = platform.launchGateway("WARREN_FAILPOINTS=SWEEP_TOOK_DUE=halt");
        PlatformProcess poisoned = platform.launchWorker("poisoned", 10, "WARREN_WORKER_BUILTIN_AGENTS=probe,poison");
        dying.awaitReady();
        poisoned.awaitReady();
        delayed = client.submitAll(
                Collections.nCopies(5, TaskClient.request("probe", Map.of()).put("delay", "PT1S")));
        dying.awaitHalted();

        dying = platform.gateway("WARREN_FAILPOINTS=SWEEP_TOOK_OVER=halt", "WARREN_SWEEP_BATCH=1");
        neighbours = client.submitAll(Collections.nCopies(3, TaskClient.request("probe", Map.of("runFor", "PT5S"))));
        neighbours.forEach(id -> client.awaitStatus(id, "RUNNING"));
        poison = client.submit("poison", Map.of(), task -> task.put("maxAttempts", 2));
        poisoned.awaitHalted();
        dying.awaitHalted();

        PlatformProcess alsoPoisoned =
                platform.launchWorker("also-poisoned", 10, "WARREN_WORKER_BUILTIN_AGENTS=poison");
        platform.launchWorker("sound", 10);
        platform.gateway();
        alsoPoisoned.awaitHalted();
        client.awaitEnds(neighbours, SOON);
        client.awaitEnds(delayed, SOON);
        client.awaitEnd(poison, SOON);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    @DisplayName("C18: what a sweeper took to publish and did not, another gateway publishes")
    void publishesWhatADeadSweeperTook() {
        assertThat(delayed).allSatisfy(id -> {
            JsonNode task = client.task(id);
            assertThat(task.get("status").asString()).isEqualTo("COMPLETED");
            assertThat(task.get("attempt").asInt()).isEqualTo(1);
            assertThat(task.get("failures").asInt()).isZero();
        });
    }

    @Test
    @DisplayName("C18: another gateway goes on in the middle of a dead worker's tasks, and charges each once")
    void takesOverWhatADeadSweeperLeft() {
        assertThat(neighbours).allSatisfy(id -> {
            JsonNode task = client.task(id);
            assertThat(task.get("status").asString()).isEqualTo("COMPLETED");
            assertThat(task.get("attempt").asInt()).isEqualTo(2);
            assertThat(task.get("failures").asInt()).isEqualTo(1);
            assertThat(task.get("worker").asString()).isEqualTo("sound");
        });
    }

    @Test
    @DisplayName("C19: a task that kills each worker it meets ends as POISON when its attempts are used up")
    void endsATaskThatKillsItsWorkers() {
        JsonNode task = client.task(poison);

        assertThat(task.get("status").asString()).isEqualTo("FAILED");
        assertThat(task.get("error").get("reason").asString()).isEqualTo("POISON");
        assertThat(task.get("failures").asInt()).isEqualTo(2);
        assertThat(client.attempts(poison))
                .extracting(attempt -> attempt.get("worker").asString() + " "
                        + attempt.get("outcome").asString())
                .containsExactly("poisoned WORKER_DIED", "also-poisoned WORKER_DIED");
    }
}
