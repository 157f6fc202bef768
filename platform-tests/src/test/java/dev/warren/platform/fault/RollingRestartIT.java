package dev.warren.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RollingRestartIT {

    @AutoClose
    private final Platform platform = new Platform();

    @Test
    @DisplayName("C22: a rolling restart of all gateways and workers under load loses and repeats nothing")
    void aRollingRestartUnderLoadLosesAndRepeatsNothing() {
        PlatformProcess first = platform.launchGateway();
        PlatformProcess second = platform.launchGatewayBeside("second");
        PlatformProcess left = platform.launchWorker("left", 20);
        PlatformProcess right = platform.launchWorker("right", 20);
        List.of(first, second, left, right).forEach(PlatformProcess::awaitReady);
        List<TaskClient> gateways = List.of(platform.client(first), platform.client(second));

        try (var client = new RetryingClient(gateways, TaskClient.request("probe", Map.of("runFor", "PT0.3S")))) {
            client.submitEvery(Duration.ofMillis(50));
            await("tasks to run")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.ids().size() > 20);

            // A gateway and a worker side by side, then the other two: half of each kind is there at any time.
            together(
                    () -> {
                        left.stop();
                        platform.worker("left", 20);
                    },
                    () -> {
                        first.stop();
                        platform.gateway();
                    });
            together(
                    () -> {
                        right.stop();
                        platform.worker("right", 20);
                    },
                    () -> {
                        second.stop();
                        platform.gatewayAgain(second);
                    });
            int before = client.ids().size();
            await("more tasks")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> client.ids().size() > before + 20);
            client.stop();
            await("every submission to be accepted")
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> client.ids().size() == client.submissions());

            List<String> ids = List.copyOf(client.ids().values());
            assertThat(ids).doesNotHaveDuplicates();
            assertThat(client.retries()).as("clients that had to ask again").isPositive();
            assertThat(platform.client().awaitEnds(ids, Duration.ofMinutes(1)))
                    .isEqualTo(Map.of("COMPLETED", ids.size()));
            assertThat(ids).allSatisfy(this::ranOnceAtNoCharge);
        }
    }

    private static void together(Runnable one, Runnable other) {
        CompletableFuture.allOf(CompletableFuture.runAsync(one), CompletableFuture.runAsync(other))
                .join();
    }

    private void ranOnceAtNoCharge(String id) {
        JsonNode task = platform.client().task(id);
        assertThat(task.get("attempt").asInt()).as(task.toString()).isEqualTo(1);
        assertThat(task.get("failures").asInt()).as(task.toString()).isZero();
    }
}
