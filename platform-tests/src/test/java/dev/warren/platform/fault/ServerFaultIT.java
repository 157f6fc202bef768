package dev.warren.platform.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.platform.process.Platform;
import dev.warren.platform.process.PlatformProcess;
import dev.warren.platform.process.TaskClient;
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
import tools.jackson.databind.node.ObjectNode;

/** Whatever dies is there again when its test ends; so all share one platform. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ServerFaultIT {

    private static final ObjectNode SHORT = TaskClient.request("probe", Map.of("runFor", "PT0.1S"));
    private static final ObjectNode LONG = TaskClient.request("probe", Map.of("runFor", "PT12S"));

    private final PostgresServer postgres = LocalServices.postgres(ServiceOptions.temporary());

    private final RabbitServer rabbit = LocalServices.rabbit(ServiceOptions.temporary());

    private final Platform platform =
            new Platform(postgres, postgres.createDatabase("faults"), rabbit.createVirtualHost("faults"));

    private final TaskClient client = platform.client();
    private PlatformProcess gateway;
    private List<PlatformProcess> workers = List.of();

    @AfterAll
    void stop() {
        platform.close();
        rabbit.close();
        postgres.close();
    }

    @BeforeAll
    void start() {
        gateway = platform.launchGateway();
        workers = List.of(platform.launchWorker("worker-1", 20), platform.launchWorker("worker-2", 20));
        gateway.awaitReady();
        workers.forEach(PlatformProcess::awaitReady);
    }

    @Test
    @DisplayName("C6: a broker that dies costs nothing, and tasks are accepted while it is away")
    void aBrokerThatDiesCostsNothingAndTasksAreAcceptedWhileItIsAway() {
        List<String> ids = new ArrayList<>(client.submitAll(Collections.nCopies(300, SHORT)));
        ids.addAll(client.submitAll(Collections.nCopies(10, LONG)));
        awaitRunning(ids);

        rabbit.kill();
        ids.addAll(client.submitAll(Collections.nCopies(100, SHORT)));
        assertThat(gateway.isReady())
                .as("a gateway without its broker still accepts")
                .isTrue();
        rabbit.restart();

        assertThat(client.awaitEnds(ids, Duration.ofMinutes(3))).isEqualTo(Map.of("COMPLETED", 410));
        assertNothingWasCharged(ids);
    }

    @Test
    @DisplayName("C14: a ledger that dies and comes back costs nothing, and no worker its lease")
    void aLedgerThatDiesAndComesBackCostsNothingAndNoWorkerItsLease() {
        List<String> ids = new ArrayList<>(client.submitAll(Collections.nCopies(300, SHORT)));
        ids.addAll(client.submitAll(Collections.nCopies(10, LONG)));
        awaitRunning(ids);

        postgres.kill();
        await("submissions to be refused with 503")
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.post("/v1/tasks", SHORT).status() == 503);
        postgres.restart();

        await("submissions to be accepted again")
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.post("/v1/tasks", SHORT).status() == 202);
        assertThat(client.awaitEnds(ids, Duration.ofMinutes(3))).isEqualTo(Map.of("COMPLETED", 310));
        assertNothingWasCharged(ids);
    }

    @Test
    @DisplayName(
            "C14: a ledger that is away for longer than a lease costs no task an attempt's failure, and no worker its life")
    void aLedgerThatIsAwayForLongerThanALeaseKillsNobody() {
        List<String> ids = client.submitAll(Collections.nCopies(10, LONG));
        awaitRunning(ids);

        postgres.kill();
        workers.forEach(worker -> worker.awaitLogged("The lease is in doubt"));
        postgres.restart();

        assertThat(client.awaitEnds(ids, Duration.ofMinutes(3))).isEqualTo(Map.of("COMPLETED", 10));
        assertNothingWasCharged(ids);
        assertThat(client.get("/v1/workers").body().get("workers"))
                .extracting(worker -> worker.get("state").asString())
                .containsExactly("ALIVE", "ALIVE");
    }

    @Test
    @DisplayName("C3: a gateway that dies leaves no accepted task behind")
    void aGatewayThatDiesLeavesNoAcceptedTaskBehind() {
        List<String> ids = client.submitAll(Collections.nCopies(300, SHORT));

        gateway.kill();
        gateway = platform.gateway();

        assertThat(client.awaitEnds(ids, Duration.ofMinutes(2))).isEqualTo(Map.of("COMPLETED", 300));
        assertNothingWasCharged(ids);
    }

    private void awaitRunning(List<String> ids) {
        await("tasks to run")
                .atMost(Duration.ofSeconds(30))
                .until(() -> ids.stream().anyMatch(id -> client.status(id).equals("RUNNING")));
    }

    private void assertNothingWasCharged(List<String> ids) {
        assertThat(ids)
                .allSatisfy(id ->
                        assertThat(client.task(id).get("failures").asInt()).isZero());
    }
}
