package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.model.task.TaskStatus;
import dev.warren.test.TestServers;
import dev.warren.worker.agent.Outcome;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** Servers that go away and come back; each test has a server of its own to kill. */
class AwayIT {

    private final CountDownLatch gate = new CountDownLatch(1);

    @Test
    void aResultIsHeldWhileTheLedgerIsAwayAndWrittenWhenItIsBack() throws Exception {
        try (PostgresServer postgres = LocalServices.postgres(ServiceOptions.temporary());
                var platform = onLedger(postgres)) {
            var agent = TestAgent.waiting("patient", gate);
            platform.worker(agent);
            UUID task = platform.run("patient", "{}");
            await().until(() -> agent.started.contains(task));

            postgres.kill();
            gate.countDown();
            await().until(() -> agent.ended.contains(task));
            postgres.restart();

            await().atMost(Duration.ofSeconds(15))
                    .ignoreExceptions()
                    .until(() -> platform.status(task) == TaskStatus.COMPLETED);
            assertThat(platform.row(task)).containsEntry("attempt", 1).containsEntry("failures", 0);
            UUID next = platform.run("patient", "{}");
            await().atMost(Duration.ofSeconds(20)).until(() -> platform.status(next) == TaskStatus.COMPLETED);
        }
    }

    @Test
    void whatRunsStopsBeforeTheLeaseCanEndAndIsGivenBackWhenTheLedgerIsBack() throws Exception {
        try (PostgresServer postgres = LocalServices.postgres(ServiceOptions.temporary());
                var platform = onLedger(postgres)) {
            var agent = TestAgent.called("patient", context -> {
                if (context.attempt() == 1) {
                    gate.await();
                }
                return Outcome.completed(null);
            });
            platform.worker(agent);
            UUID task = platform.run("patient", "{}");
            await().until(() -> agent.started.contains(task));

            postgres.kill();
            await().atMost(Duration.ofSeconds(14)).until(() -> agent.interrupted.contains(task));
            postgres.restart();

            await().atMost(Duration.ofSeconds(30)).ignoreExceptions().until(() -> {
                platform.sweep();
                return platform.status(task) == TaskStatus.COMPLETED;
            });
            assertThat(platform.attemptOutcomes(task)).containsExactly("RELEASED");
            assertThat(platform.row(task)).containsEntry("failures", 0).containsEntry("attempt", 2);
        }
    }

    @Test
    void aWorkerWaitsForALedgerThatIsNotThereYetAndEndsWhenToldTo() throws Exception {
        try (PostgresServer postgres = LocalServices.postgres(ServiceOptions.temporary());
                var platform = onLedger(postgres)) {
            var agent = TestAgent.called("patient", context -> Outcome.completed(null));
            platform.announce(agent);
            UUID task = platform.run("patient", "{}");
            postgres.kill();
            var impatient = platform.workerWithoutQueue(agent);
            var worker = platform.workerWithoutQueue(agent);
            impatient.close();

            assertThat(worker.isRunning()).isTrue();
            postgres.restart();

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> platform.status(task) == TaskStatus.COMPLETED);
        }
    }

    @Test
    void consumptionGoesOnWhenTheBrokerIsBack() throws Exception {
        try (RabbitServer rabbit = LocalServices.rabbit(ServiceOptions.temporary());
                var platform = new Platform(
                        TestServers.postgres(), TestServers.freshDatabase(), rabbit.uri(), rabbit.version())) {
            var agent = TestAgent.waiting("patient", gate);
            platform.worker(agent, "warren.worker.slots=5");
            UUID task = platform.run("patient", "{}");
            await().until(() -> agent.started.contains(task));

            rabbit.kill();
            gate.countDown();
            await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
            rabbit.restart();

            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().until(() -> platform.consumers("patient") == 1);
            for (int i = 0; i < 20; i++) {
                UUID next = platform.run("patient", "{}");
                await().atMost(Duration.ofSeconds(20)).until(() -> platform.status(next) == TaskStatus.COMPLETED);
            }
        }
    }

    @Test
    void aWorkerStopsInTimeAlthoughLedgerAndBrokerAreAway() throws Exception {
        try (PostgresServer postgres = LocalServices.postgres(ServiceOptions.temporary());
                RabbitServer rabbit = LocalServices.rabbit(ServiceOptions.temporary());
                var platform = new Platform(postgres, postgres.jdbcUrl(), rabbit.uri(), rabbit.version())) {
            var agent = TestAgent.waiting("patient", gate);
            var worker = platform.worker(agent, "warren.worker.grace=1s");
            UUID task = platform.run("patient", "{}");
            await().until(() -> agent.started.contains(task));
            rabbit.kill();
            postgres.kill();

            long began = System.nanoTime();
            worker.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(13)); // as docs/agent-worker.md says
            assertThat(agent.interrupted).containsExactly(task);
        }
    }

    private static Platform onLedger(PostgresServer postgres) {
        return new Platform(
                postgres,
                postgres.jdbcUrl(),
                TestServers.freshVirtualHost(),
                TestServers.rabbit().version());
    }
}
