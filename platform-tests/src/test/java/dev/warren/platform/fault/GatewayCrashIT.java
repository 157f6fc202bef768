package dev.warren.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One submission to each of several gateways that fail at another point each, while no worker is there to take anything.
 * Their clients ask again at a sound gateway; then a worker comes.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayCrashIT {

    private static final Duration SOON = Duration.ofSeconds(60);

    /** One each of C1, C2 and C3; of both C4 the one that was confirmed, and the sweeper's. */
    private static final int MESSAGES = 7;

    private static final int NEIGHBOURS = 20;

    private final Platform platform = new Platform();
    private final TaskClient sound = platform.client();
    private final Map<String, String> accepted = new HashMap<>();
    private final Map<String, List<String>> leftBehind = new HashMap<>();
    private final Map<String, String> askedAgain = new HashMap<>();
    private List<String> neighbours = List.of();
    private String claims = "";

    @BeforeAll
    void letEachFailAtItsPoint() {
        platform.gateway();
        PlatformProcess beforeCommit = victim("C1", "SUBMIT_RECEIVED=halt");
        PlatformProcess afterCommit = victim("C2", "SUBMIT_COMMITTED=halt");
        PlatformProcess beforePublish = victim("C3", "PUBLISH_NEXT=hang");
        PlatformProcess afterConfirm = victim("C4", "PUBLISH_CONFIRMED=halt");
        PlatformProcess confirmLost = victim("C4-lost", "PUBLISH_CONFIRMED=lose");
        registerAgents();
        List.of(beforeCommit, afterCommit, beforePublish, afterConfirm, confirmLost)
                .forEach(PlatformProcess::awaitReady);

        neighbours = sound.submitAll(Collections.nCopies(NEIGHBOURS, TaskClient.request("probe", Map.of())));
        // These two first: every gateway sweeps, and no confirm but that of their own task may come to them.
        submitToOneThatMayDieFirst("C4", afterConfirm);
        accepted.put("C4-lost", submit("C4-lost", confirmLost));
        confirmLost.awaitLogged("FAILPOINT");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> submit("C1", beforeCommit));
        beforeCommit.awaitHalted();
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> submit("C2", afterCommit));
        afterCommit.awaitHalted();
        accepted.put("C3", submit("C3", beforePublish));
        beforePublish.awaitLogged("FAILPOINT");
        beforePublish.kill();

        for (String point : List.of("C1", "C2", "C3", "C4", "C4-lost")) {
            leftBehind.put(point, sound.labeled("point", point));
            askedAgain.put(point, submit(point, sound));
        }
        await("the sweeper to publish what was not, and what nobody knows to be published")
                .atMost(SOON)
                .until(() -> messagesOfEcho() >= MESSAGES);
        PlatformProcess worker = platform.worker("worker", 20);
        sound.awaitEnds(neighbours, SOON);
        sound.awaitEnds(List.copyOf(askedAgain.values()), SOON);
        await("the second messages to be taken and refused").atMost(SOON).until(() -> messagesOfEcho() == 0);
        claims = worker.management("/actuator/prometheus");
    }

    private PlatformProcess victim(String name, String failpoint) {
        return platform.launchGatewayBeside(name, "WARREN_FAILPOINTS=" + failpoint);
    }

    private void registerAgents() {
        platform.worker("registrar", 1).stop();
    }

    private String submit(String point, PlatformProcess gateway) {
        return submit(point, platform.client(gateway));
    }

    private static String submit(String point, TaskClient client) {
        ObjectNode request = TaskClient.request("echo", point);
        request.putObject("labels").put("point", point);
        TaskClient.Answer answer = client.post("/v1/tasks", request, "Idempotency-Key", "crash-" + point);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(202);
        return answer.body().get("id").asString();
    }

    private void submitToOneThatMayDieFirst(String point, PlatformProcess gateway) {
        try {
            accepted.put(point, submit(point, gateway));
        } catch (UncheckedIOException e) {
            // Confirmed and dead before it had answered.
            assertThat(e).hasMessageNotContaining("refused");
        }
        gateway.awaitHalted();
    }

    private int messagesOfEcho() {
        for (JsonNode queue : sound.get("/v1/queues").body().get("queues")) {
            if (queue.get("agent").asString().equals("echo")) {
                return queue.get("messages").asInt();
            }
        }
        return 0;
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    @DisplayName("C1: a gateway that dies before the commit leaves nothing, and the same key makes one task elsewhere")
    void leavesNothingBeforeTheCommit() {
        assertThat(leftBehind.get("C1")).isEmpty();
        assertRanOnce("C1");
    }

    @Test
    @DisplayName("C2: a gateway that dies before its answer leaves the task, and the same key finds it elsewhere")
    void leavesTheTaskAfterTheCommit() {
        assertThat(leftBehind.get("C2")).singleElement().isEqualTo(askedAgain.get("C2"));
        assertRanOnce("C2");
    }

    @Test
    @DisplayName("C3: a task whose gateway dies between answer and publication is published by another gateway")
    void publishesWhatAnotherGatewayAccepted() {
        assertThat(accepted.get("C3")).isEqualTo(askedAgain.get("C3"));
        assertRanOnce("C3");
    }

    @Test
    @DisplayName("C4: a confirm that is lost, or dies with its gateway, costs a second message and no second attempt")
    void startsOnceWhatWasPublishedTwice() {
        assertThat(leftBehind.get("C4")).singleElement().isEqualTo(askedAgain.get("C4"));
        assertThat(accepted.getOrDefault("C4", askedAgain.get("C4"))).isEqualTo(askedAgain.get("C4"));
        assertThat(accepted.get("C4-lost")).isEqualTo(askedAgain.get("C4-lost"));
        assertRanOnce("C4");
        assertRanOnce("C4-lost");
        assertThat(claims.lines())
                .filteredOn(line -> line.startsWith("warren_claims_total") && line.contains("verdict=\"row\""))
                .singleElement()
                .asString()
                .endsWith(" 2.0");
    }

    @Test
    @DisplayName("What sound gateways accepted beside them ran once, at no charge")
    void theNeighboursNoticeNothing() {
        assertThat(neighbours).hasSize(NEIGHBOURS).allSatisfy(this::assertCompletedAtOnce);
    }

    private void assertRanOnce(String point) {
        assertThat(sound.labeled("point", point)).containsExactly(askedAgain.get(point));
        assertCompletedAtOnce(askedAgain.get(point));
    }

    private void assertCompletedAtOnce(String id) {
        JsonNode task = sound.task(id);
        assertThat(task.get("status").asString()).as(task.toString()).isEqualTo("COMPLETED");
        assertThat(task.get("attempt").asInt()).as(task.toString()).isEqualTo(1);
        assertThat(task.get("failures").asInt()).as(task.toString()).isZero();
    }
}
