package dev.warren.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A cancel that was answered is never forgotten, whoever dies right after the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CancelIT {

    private static final ObjectNode LONG = TaskClient.request("probe", Map.of("runFor", "PT5M"));
    private static final Duration WITH_THE_BROKER = Duration.ofSeconds(2);
    /** A beat comes every five seconds. */
    private static final Duration WITH_A_HEARTBEAT = Duration.ofSeconds(10);

    private static final Duration WITH_THE_LEASE = Duration.ofSeconds(45);

    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private final PlatformProcess gateway = platform.launchGateway();
    private final PlatformProcess answersAndDies = platform.launchGatewayBeside("answers-and-dies");
    private final PlatformProcess diesUnheard =
            platform.launchGatewayBeside("dies-unheard", "WARREN_FAILPOINTS=CANCEL_COMMITTED=halt");
    private final PlatformProcess worker = platform.launchWorker("worker", 100);
    private final PlatformProcess dyingWorker = platform.launchWorker("dying", 100);

    @BeforeAll
    void start() {
        List.of(gateway, answersAndDies, diesUnheard, worker, dyingWorker).forEach(PlatformProcess::awaitReady);
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    void reachesRunningTasksWithinTwoSeconds() {
        List<String> ids = client.submitAll(Collections.nCopies(10, LONG));
        ids.forEach(id -> client.awaitStatus(id, "RUNNING"));

        for (String id : ids) {
            assertThat(client.cancel(id).status()).isEqualTo(202);
            assertThat(client.awaitEnd(id, WITH_THE_BROKER).get("status").asString())
                    .isEqualTo("CANCELED");
        }
    }

    @Test
    void isCarriedOutAlthoughTheGatewayDiesRightAfterItsAnswer() {
        String running = aRunningTask();
        String waiting = client.submit("probe", Map.of(), task -> task.put("delay", "PT2S"));

        TaskClient throughTheDying = platform.client(answersAndDies);
        assertThat(throughTheDying.cancel(waiting).status()).isEqualTo(202);
        assertThat(throughTheDying.cancel(running).status()).isEqualTo(202);
        answersAndDies.kill();

        assertThat(client.awaitEnd(running, WITH_A_HEARTBEAT).get("status").asString())
                .isEqualTo("CANCELED");
        assertThat(client.status(waiting)).isEqualTo("CANCELED");
        assertThat(client.attempts(waiting)).isEmpty();
    }

    @Test
    void isCarriedOutAlthoughTheGatewayDiesBeforeItToldAnybody() {
        String running = aRunningTask();

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> platform.client(diesUnheard).cancel(running));
        diesUnheard.awaitHalted();

        assertThat(client.awaitEnd(running, WITH_A_HEARTBEAT).get("status").asString())
                .isEqualTo("CANCELED");
    }

    @Test
    void isCarriedOutAlthoughTheWorkerDiesBeforeItHeardOfIt() {
        String running = aTaskThatRunsOn("dying");
        dyingWorker.pause();

        assertThat(client.cancel(running).status()).isEqualTo(202);
        dyingWorker.kill();

        JsonNode task = client.awaitEnd(running, WITH_THE_LEASE);
        assertThat(task.get("status").asString()).isEqualTo("CANCELED");
        assertThat(task.get("failures").asInt()).isZero();
        assertThat(client.attempts(running)).as("never started again").hasSize(1);
    }

    @Test
    @DisplayName("C17: of a cancel and a result that race, one wins, and both callers hear of it")
    void racesWithResultsAndNeverContradictsItself() {
        List<ObjectNode> pairs = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            // The second of a pair is canceled when the first has ended: just when it is about to end itself.
            pairs.add(TaskClient.request("probe", Map.of("runFor", "PT" + (2_000 + 60 * i) / 1_000.0 + "S")));
            pairs.add(TaskClient.request("probe", Map.of("runFor", "PT" + (2_020 + 60 * i) / 1_000.0 + "S")));
        }
        List<String> ids = client.submitAll(pairs);

        for (int i = 0; i < ids.size(); i += 2) {
            String racing = ids.get(i + 1);
            client.awaitEnd(ids.get(i), WITH_THE_LEASE);
            int answered = client.cancel(racing).status();

            JsonNode task = client.awaitEnd(racing, WITH_A_HEARTBEAT);
            assertThat(answered).isIn(202, 409);
            assertThat(task.get("status").asString())
                    .as("answered %d: %s", answered, task)
                    .isEqualTo(answered == 202 ? "CANCELED" : "COMPLETED");
            assertThat(client.attempts(racing)).hasSize(1);
        }
    }

    private String aRunningTask() {
        String id = client.submit("probe", Map.of("runFor", "PT5M"));
        client.awaitStatus(id, "RUNNING");
        return id;
    }

    /** One of so many that it is among them; the others are canceled. */
    private String aTaskThatRunsOn(String name) {
        List<String> ids = client.submitAll(Collections.nCopies(10, LONG));
        ids.forEach(id -> client.awaitStatus(id, "RUNNING"));
        List<String> there = ids.stream()
                .filter(id -> client.task(id).get("worker").asString().equals(name))
                .toList();
        assertThat(there).isNotEmpty();
        String chosen = there.getFirst();
        ids.stream().filter(id -> !id.equals(chosen)).forEach(client::cancel);
        ids.stream().filter(id -> !id.equals(chosen)).forEach(id -> client.awaitEnd(id, WITH_A_HEARTBEAT));
        return chosen;
    }
}
