package dev.warren.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class WorkerFaultIT {

    @AutoClose
    private final Platform platform = new Platform();

    private final TaskClient client = platform.client();

    @Test
    @DisplayName("C10: killing one of two workers during slow tasks loses none")
    void killingOneOfTwoWorkersDuringSlowTasksLosesNone() {
        platform.gateway();
        PlatformProcess victim = platform.worker("victim", 20);
        platform.worker("survivor", 20);
        List<String> ids =
                client.submitAll(Collections.nCopies(500, TaskClient.request("probe", Map.of("runFor", "PT1S"))));
        await("the victim to be at work").atMost(Duration.ofSeconds(30)).until(() -> isAtWork("victim"));

        victim.kill();

        assertThat(client.awaitEnds(ids, Duration.ofMinutes(2))).isEqualTo(Map.of("COMPLETED", 500));
        List<JsonNode> again = ids.stream()
                .map(client::task)
                .filter(task -> task.get("attempt").asInt() > 1)
                .toList();
        assertThat(again).as("what the victim ran").isNotEmpty().allSatisfy(task -> {
            assertThat(task.get("failures").asInt()).isEqualTo(1);
            assertThat(task.get("worker").asString()).isEqualTo("survivor");
        });
    }

    @Test
    @DisplayName(
            "C22: an orderly stop finishes what it can and hands the rest back at no charge; a worker killed over it costs a failure")
    void anOrderlyStopHandsTheRestBackAtNoChargeAndOneThatIsKilledCostsAFailure() {
        platform.gateway();
        PlatformProcess leaving = platform.worker("leaving", 10, "WARREN_WORKER_GRACE=PT2S");
        String quick = client.submit("probe", Map.of("runFor", "PT1S"));
        String slow = client.submit("probe", Map.of("runFor", "PT8S"));
        client.awaitStatus(quick, "RUNNING");
        client.awaitStatus(slow, "RUNNING");

        leaving.stop();

        assertThat(client.status(quick)).isEqualTo("COMPLETED");
        assertThat(client.status(slow)).isEqualTo("QUEUED");

        PlatformProcess killed =
                platform.worker("killed", 10, "WARREN_WORKER_GRACE=PT0.1S", "WARREN_FAILPOINTS=HAND_BACK=halt");
        client.awaitStatus(slow, "RUNNING");
        assertThat(client.task(slow).get("failures").asInt()).isZero();
        killed.terminate();
        killed.awaitHalted();

        platform.worker("staying", 10);
        JsonNode task = client.awaitEnd(slow, Duration.ofSeconds(60));
        assertThat(task.get("status").asString()).isEqualTo("COMPLETED");
        assertThat(client.attempts(slow))
                .extracting(attempt -> attempt.get("outcome").asString())
                .containsExactly("RELEASED", "WORKER_DIED", "COMPLETED");
        assertThat(task.get("failures").asInt()).isEqualTo(1);
    }

    private boolean isAtWork(String worker) {
        for (JsonNode task :
                client.get("/v1/tasks?status=RUNNING&pageSize=100").body().get("tasks")) {
            if (task.get("worker").asString().equals(worker)) {
                return true;
            }
        }
        return false;
    }
}
