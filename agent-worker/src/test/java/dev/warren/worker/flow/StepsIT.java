package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.postgres.PostgresServer;
import dev.warren.model.task.TaskStatus;
import dev.warren.test.TestServers;
import dev.warren.worker.agent.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepsIT {

    private final AtomicInteger calls = new AtomicInteger();

    @Test
    void aStepIsNotRepeatedAfterAKillAndTheOneInFlightIs(@TempDir Path directory) throws Exception {
        try (var platform = new Platform()) {
            platform.announce(PayingWorker.AGENT);
            Path book = directory.resolve("book.txt");
            UUID task = platform.run("paying", "{\"book\":\"" + book + "\"}");
            try (var worker = WorkerProcess.start(
                    platform,
                    directory.resolve("worker.log"),
                    PayingWorker.class,
                    "-Dwarren.failpoints=STEP_COMMITTED=lose@1")) {
                await().atMost(Duration.ofSeconds(60))
                        .until(() ->
                                Files.exists(book) && Files.readString(book).contains("ships"));
                worker.signal("KILL");
            }
            platform.jdbc.update("update worker set state = 'DEAD'");

            platform.workerWithoutQueue(PayingWorker.AGENT);
            platform.await(task, TaskStatus.COMPLETED);

            assertThat(book).content().isEqualTo("""
                    paid in attempt 1
                    ships in attempt 1
                    ships in attempt 2
                    """);
            assertThat(platform.row(task).get("output")).hasToString("\"paid in attempt 1\"");
            assertThat(platform.attemptOutcomes(task)).containsExactly("WORKER_DIED");
        }
    }

    @Test
    void aRetryAndAReplayDifferInWhatTheyRemember() {
        try (var platform = new Platform()) {
            platform.worker(TestAgent.called("careful", context -> {
                int number = context.step("count", Integer.class, calls::incrementAndGet);
                return context.attempt() == 1
                        ? Outcome.retryAfter(Duration.ZERO, "BUSY", "later")
                        : Outcome.completed(number);
            }));

            UUID task = platform.run("careful", "{}");
            platform.await(task, TaskStatus.COMPLETED);

            assertThat(platform.row(task).get("output")).hasToString("1");
            assertThat(calls).hasValue(1);

            platform.jdbc.queryForList("select * from replay('default', array[?], array[null]::int[], 0, 0)", task);
            platform.await(task, TaskStatus.COMPLETED);

            assertThat(platform.row(task)).containsEntry("run", 2);
            assertThat(platform.row(task).get("output")).hasToString("2");
        }
    }

    @Test
    void whoLostTheTaskIsStoppedAtTheNextStepAndWritesNothing() {
        try (var platform = new Platform()) {
            var gate = new CountDownLatch(1);
            var agent = TestAgent.called("slow", context -> {
                if (context.attempt() == 1) {
                    gate.await();
                    context.step("late", calls::incrementAndGet);
                }
                return Outcome.completed("attempt " + context.attempt());
            });
            platform.worker(agent);
            UUID task = platform.run("slow", "{}");
            await().until(() -> agent.started.contains(task));

            platform.jdbc.update(
                    "update task set status = 'QUEUED', fence = fence + 1, owner = null, publish_at = clock_timestamp()"
                            + " where id = ?",
                    task);
            gate.countDown();
            platform.await(task, TaskStatus.COMPLETED);

            assertThat(platform.row(task).get("output")).hasToString("\"attempt 2\"");
            assertThat(platform.jdbc.queryForObject("select count(*) from task_step", Integer.class))
                    .isZero();
        }
    }

    @Test
    void whatIsPaidForWhileTheWorkerStopsIsKept() throws Exception {
        try (var platform = new Platform()) {
            var begun = new CountDownLatch(1);
            var agent = TestAgent.called(
                    "paying",
                    context -> Outcome.completed(context.step("pay", Integer.class, () -> {
                        begun.countDown();
                        try {
                            new CountDownLatch(1).await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt(); // the money is gone all the same
                        }
                        return calls.incrementAndGet();
                    })));
            var worker = platform.worker(agent, "warren.worker.grace=0s");
            UUID task = platform.run("paying", "{}");
            begun.await();

            worker.close();
            platform.workerWithoutQueue(agent);
            platform.await(task, TaskStatus.COMPLETED);

            assertThat(calls).hasValue(1);
            assertThat(platform.attemptOutcomes(task)).containsExactly("RELEASED");
        }
    }

    @Test
    void whatWasPaidForIsKeptWhenTheLedgerIsBack() throws Exception {
        try (PostgresServer postgres = LocalServices.postgres(ServiceOptions.temporary());
                var platform = new Platform(
                        postgres,
                        postgres.jdbcUrl(),
                        TestServers.freshVirtualHost(),
                        TestServers.rabbit().version())) {
            var paid = new CountDownLatch(1);
            var down = new CountDownLatch(1);
            platform.worker(TestAgent.called(
                    "paying",
                    context -> Outcome.completed(context.step("pay", Integer.class, () -> {
                        paid.countDown();
                        down.await();
                        return calls.incrementAndGet();
                    }))));
            UUID task = platform.run("paying", "{}");
            paid.await();

            postgres.kill();
            down.countDown();
            await().until(() -> calls.get() == 1);
            postgres.restart();

            await().atMost(Duration.ofSeconds(20))
                    .ignoreExceptions()
                    .until(() -> platform.status(task) == TaskStatus.COMPLETED);
            assertThat(calls).hasValue(1);
            assertThat(platform.row(task)).containsEntry("attempt", 1).containsEntry("failures", 0);
        }
    }
}
