package dev.warren.platform.fault;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/**
 * One load, run by a sound worker beside workers of one slot that each fail at another point: the leases of the dead run
 * out side by side. Each test then looks at what one of them left behind.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorkerCrashIT {

    private static final String FROZEN = "frozen";
    private static final int TASKS = 80;

    private final Platform platform = new Platform();
    private final TaskClient client = platform.client();
    private List<PlatformProcess> dying = List.of();
    private List<String> ids = List.of();
    private List<JsonNode> frozenWorkers = List.of();
    private Map<String, JsonNode> tasks = Map.of();
    private Map<String, List<JsonNode>> attempts = Map.of();
    private Map<String, String> heard = Map.of();

    @BeforeAll
    void letEachFailAtItsPoint() {
        platform.gateway();
        dying = List.of(
                victim("C8", "DELIVERY_RECEIVED=halt"),
                victim("C9", "CLAIM_COMMITTED=halt"),
                victim("C10", "ATTEMPT_BEGUN=halt"),
                victim("C11", "ATTEMPT_DONE=halt"),
                victim("C12", "FINISH_COMMITTED=halt"));
        List<PlatformProcess> living =
                List.of(victim("C13", "FINISH_COMMITTED=lose"), victim("C23", "CLAIM_COMMITTED=lose"));
        PlatformProcess frozen = platform.launchWorker(FROZEN, 1);
        PlatformProcess sound = platform.launchWorker("sound", 20);
        dying.forEach(PlatformProcess::awaitReady);
        living.forEach(PlatformProcess::awaitReady);
        frozen.awaitReady();
        sound.awaitReady();

        ids = client.submitAll(Collections.nCopies(TASKS, TaskClient.request("probe", Map.of("runFor", "PT1.5S"))));
        Map<String, CompletableFuture<String>> callers = ids.stream().collect(toMap(id -> id, this::waitingCaller));
        String zombie = pauseWhileItRuns(frozen);
        dying.forEach(PlatformProcess::awaitHalted);
        living.forEach(worker -> worker.awaitLogged("FAILPOINT"));
        await("somebody else to run what the frozen worker ran")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> client.task(zombie).get("attempt").asInt() == 2);
        frozen.resume();

        assertThat(client.awaitEnds(ids, Duration.ofMinutes(2))).isEqualTo(Map.of("COMPLETED", TASKS));
        frozen.awaitLogged("took this worker for dead");
        frozenWorkers = awaitAnotherIncarnationOfTheFrozenOne();
        tasks = ids.stream().collect(toMap(id -> id, client::task));
        attempts = ids.stream().collect(toMap(id -> id, client::attempts));
        heard = ids.stream()
                .collect(toMap(
                        id -> id,
                        id -> callers.get(id).orTimeout(1, TimeUnit.MINUTES).join()));
    }

    /** Somebody who wants to hear of the task's end; hears its status after some time in any case. */
    private CompletableFuture<String> waitingCaller(String id) {
        return CompletableFuture.supplyAsync(
                () -> client.get("/v1/tasks/" + id + "?wait=15")
                        .body()
                        .get("status")
                        .asString(),
                task -> Thread.ofVirtual().start(task));
    }

    private PlatformProcess victim(String name, String failpoint) {
        return platform.launchWorker(name, 1, "WARREN_FAILPOINTS=" + failpoint);
    }

    /** Pauses it in the middle of a task, whose id it answers. */
    private String pauseWhileItRuns(PlatformProcess frozen) {
        var caught = new ArrayList<String>();
        await("the worker that is going to freeze to run a task")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    String running = runningOn(FROZEN);
                    if (running.isEmpty()) {
                        return false;
                    }
                    frozen.pause();
                    if (runningOn(FROZEN).equals(running)) {
                        caught.add(running);
                        return true;
                    }
                    frozen.resume();
                    return false;
                });
        return caught.getFirst();
    }

    private String runningOn(String worker) {
        for (JsonNode task :
                client.get("/v1/tasks?status=RUNNING&pageSize=100").body().get("tasks")) {
            if (task.get("worker").asString().equals(worker)) {
                return task.get("id").asString();
            }
        }
        return "";
    }

    private List<JsonNode> awaitAnotherIncarnationOfTheFrozenOne() {
        var incarnations = new ArrayList<JsonNode>();
        await("the frozen worker to register anew")
                .atMost(Duration.ofSeconds(30))
                .until(() -> {
                    incarnations.clear();
                    for (JsonNode worker :
                            client.get("/v1/workers?pageSize=100").body().get("workers")) {
                        if (worker.get("name").asString().equals(FROZEN)) {
                            incarnations.add(worker);
                        }
                    }
                    return incarnations.size() == 2;
                });
        return incarnations;
    }

    @AfterAll
    void stop() {
        platform.close();
    }

    @Test
    @DisplayName("C8: deliveries that a dying worker had not claimed are run elsewhere as if it had never seen them")
    void deliveriesThatWereNotClaimedLeaveNoTrace() {
        assertThat(attemptsOf("C8")).isEmpty();
    }

    @ParameterizedTest(
            name = "{0}: a worker that dies with a claimed task costs it one failure, and its next attempt completes")
    @ValueSource(strings = {"C9", "C10", "C11"})
    void aWorkerThatDiesWithATaskCostsItOneFailure(String worker) {
        assertThat(attemptsOf(worker)).singleElement().satisfies(id -> {
            assertThat(outcomes(id)).containsExactly("WORKER_DIED", "COMPLETED");
            assertCharged(id, 2, 1);
        });
    }

    @Test
    @DisplayName("C12: what was committed stays completed, although nobody was told before the worker died")
    void aCommittedResultOutlivesItsWorker() {
        assertThat(attemptsOf("C12")).singleElement().satisfies(id -> {
            assertThat(outcomes(id)).containsExactly("COMPLETED");
            assertCharged(id, 1, 0);
            assertThat(heard.get(id))
                    .as("what a waiting caller read in the row")
                    .isEqualTo("COMPLETED");
        });
    }

    @Test
    @DisplayName("C13: a result whose answer was lost is written again and counts once")
    void aResultWhoseAnswerWasLostCountsOnce() {
        List<String> own = attemptsOf("C13");

        assertThat(own).anySatisfy(id -> assertCharged(id, 1, 0));
        assertThat(own.stream()
                        .flatMap(id -> attempts.get(id).stream())
                        .filter(attempt -> attempt.get("worker").asString().equals("C13")))
                .extracting(attempt -> attempt.get("outcome").asString())
                .containsOnly("COMPLETED");
    }

    @Test
    @DisplayName("C23: a task that was claimed unheard goes back uncharged by the third beat")
    void aClaimWhoseAnswerWasLostGoesBackUncharged() {
        assertThat(ids.stream().filter(id -> outcomes(id).contains("RELEASED")))
                .singleElement()
                .satisfies(id -> {
                    assertThat(attempts.get(id).getFirst().get("worker").asString())
                            .isEqualTo("C23");
                    assertThat(outcomes(id)).containsExactly("RELEASED", "COMPLETED");
                    assertCharged(id, 2, 0);
                });
    }

    @Test
    @DisplayName("C16: a worker that stood still for longer than its lease writes nothing and starts over")
    void aZombieWritesNothingAndStartsOver() {
        assertThat(ids.stream().filter(id -> outcomes(id).contains("WORKER_DIED") && ranFirstOn(id, FROZEN)))
                .singleElement()
                .satisfies(id -> {
                    assertThat(outcomes(id)).containsExactly("WORKER_DIED", "COMPLETED");
                    assertCharged(id, 2, 1);
                });
        assertThat(frozenWorkers)
                .extracting(worker -> worker.get("state").asString())
                .containsExactlyInAnyOrder("DEAD", "ALIVE");
    }

    @Test
    @DisplayName("Five tasks notice: one of each of C9, C10, C11, C16 and C23. All others run once, at no charge")
    void theNeighboursNoticeNothing() {
        List<String> unharmed =
                ids.stream().filter(id -> attempts.get(id).size() == 1).toList();

        assertThat(unharmed).hasSize(TASKS - 5).allSatisfy(id -> assertCharged(id, 1, 0));
    }

    private List<String> attemptsOf(String worker) {
        return ids.stream()
                .filter(id -> attempts.get(id).stream()
                        .anyMatch(attempt -> attempt.get("worker").asString().equals(worker)))
                .toList();
    }

    private boolean ranFirstOn(String id, String worker) {
        return attempts.get(id).getFirst().get("worker").asString().equals(worker);
    }

    private List<String> outcomes(String id) {
        return attempts.get(id).stream()
                .map(attempt -> attempt.get("outcome").asString())
                .toList();
    }

    private void assertCharged(String id, int attempt, int failures) {
        JsonNode task = tasks.get(id);
        assertThat(task.get("attempt").asInt()).as(task.toString()).isEqualTo(attempt);
        assertThat(task.get("failures").asInt()).as(task.toString()).isEqualTo(failures);
    }
}
