package dev.warren.worker.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.worker.agent.Outcome;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.core.AnonymousQueue;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.MessageBuilder;

class RunTasksIT {

    private final Platform platform = new Platform();

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void completesATaskAndTellsWhoWaits() {
        var agent = TestAgent.called(
                "shout",
                context -> Outcome.completed(
                        context.input().get("text").asString().toUpperCase() + " " + context.labels()));
        platform.worker(agent);
        var events = new AnonymousQueue();
        platform.admin.declareQueue(events);
        platform.admin.declareBinding(new Binding(
                events.getName(),
                Binding.DestinationType.QUEUE,
                Topology.EVENTS_EXCHANGE,
                Topology.EVENT_ENDED,
                Map.of()));

        UUID task = platform.run("shout", "{\"text\":\"hello\"}");

        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
        assertThat(platform.row(task).get("output")).hasToString("\"HELLO {team=blue}\"");
        assertThat(platform.row(task)).containsEntry("worker", "tester").containsEntry("attempt", 1);
        var event = new MessageCodec<>(TasksEnded.class)
                .read(platform.amqp.receive(events.getName(), 5_000).getBody());
        assertThat(event.tasks()).containsExactly(new TasksEnded.Ended(task, 1, TaskStatus.COMPLETED));
        await().untilAsserted(() -> assertThat(platform.messages("shout")).isZero());
    }

    @Test
    void keepsNumbersAsTheyWereSubmitted() {
        platform.worker(TestAgent.called("echo", context -> Outcome.completed(context.input())));

        UUID task = platform.run("echo", "{\"price\":1.10,\"large\":12345678901234567890.123456789}");

        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
        assertThat(platform.row(task).get("output"))
                .hasToString("{\"price\":1.10,\"large\":12345678901234567890.123456789}");
    }

    @Test
    void startsABacklogInTheOrderOfPriorityWithOneSlot() {
        List<UUID> order = new CopyOnWriteArrayList<>();
        var agent = TestAgent.called("ordered", context -> {
            order.add(context.taskId());
            return Outcome.completed(null);
        });
        platform.announce(agent);
        var byPriority = new ArrayList<List<UUID>>();
        for (int priority = 0; priority <= 9; priority++) {
            byPriority.add(new ArrayList<>());
        }
        for (int i = 0; i < 100; i++) {
            int priority = i * 7 % 10;
            byPriority.get(priority).add(platform.run("ordered", "{}", wish -> wish.priority(priority)));
        }
        await().until(() -> platform.messages("ordered") == 100);

        platform.workerWithoutQueue(agent, "warren.worker.slots=1", "warren.worker.prefetch=1");

        await().atMost(Duration.ofSeconds(30)).until(() -> order.size() == 100);
        List<UUID> expected = new ArrayList<>();
        byPriority.reversed().forEach(expected::addAll);
        assertThat(order).isEqualTo(expected);
    }

    @Test
    void aResultThatWaitsForTheLedgerLeavesItsSlotFreeUntilThereAreAsManyAsSlots() throws Exception {
        var gate = new CountDownLatch(1);
        TestAgent agent = TestAgent.waiting("quick", gate);
        platform.worker(agent, "warren.worker.slots=1");
        UUID first = platform.run("quick", "{}");
        await().until(() -> agent.started.contains(first));
        UUID second;
        try (Connection other = platform.connection()) {
            other.setAutoCommit(false);
            try (PreparedStatement lock = other.prepareStatement("select from task where id = ? for update")) {
                lock.setObject(1, first);
                lock.execute();
            }
            gate.countDown();

            second = platform.run("quick", "{}");

            await().until(() -> agent.ended.contains(second));
            assertThat(platform.status(first)).isEqualTo(TaskStatus.RUNNING);
            await().during(Duration.ofMillis(300)).until(() -> platform.slotsUsed() == 1);
        }
        await().until(() -> platform.status(first) == TaskStatus.COMPLETED
                && platform.status(second) == TaskStatus.COMPLETED
                && platform.slotsUsed() == 0);
    }

    @Test
    void triesAgainAfterTheAgentsBackOff() {
        var times = new CopyOnWriteArrayList<Instant>();
        var failures = new AtomicInteger(2);
        var agent = TestAgent.that(
                Platform.described("flaky")
                        .withRetry(new RetryPolicy(Duration.ofMillis(400), 2, Duration.ofSeconds(5), 0)),
                context -> {
                    times.add(Instant.now());
                    return failures.getAndDecrement() > 0
                            ? Outcome.retry("NOT_YET", "later")
                            : Outcome.completed("done");
                });
        platform.worker(agent);

        UUID task = platform.run("flaky", "{}");

        await().atMost(Duration.ofSeconds(20)).until(() -> {
            platform.sweep();
            return platform.status(task) == TaskStatus.COMPLETED;
        });
        assertThat(platform.attemptOutcomes(task)).containsExactly("RETRIED", "RETRIED");
        assertThat(platform.row(task)).containsEntry("failures", 2).containsEntry("attempt", 3);
        assertThat(Duration.between(times.get(0), times.get(1))).isGreaterThanOrEqualTo(Duration.ofMillis(400));
        assertThat(Duration.between(times.get(1), times.get(2))).isGreaterThanOrEqualTo(Duration.ofMillis(800));
    }

    @Test
    void failsForGoodWhenAttemptsAreUsedUp() {
        platform.worker(TestAgent.called("broken", context -> {
            throw new IllegalStateException("always");
        }));

        UUID task = platform.run("broken", "{}", wish -> wish.maxAttempts(1));

        await().until(() -> platform.status(task) == TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "ATTEMPTS_EXHAUSTED")
                .containsEntry("error_code", "IllegalStateException")
                .containsEntry("error_message", "always");
    }

    @Test
    void refusesAnOutputThatIsTooLarge() {
        platform.worker(TestAgent.called("chatty", context -> Outcome.completed("x".repeat(1024 * 1024))));

        UUID task = platform.run("chatty", "{}");

        await().until(() -> platform.status(task) == TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "NON_RETRYABLE")
                .containsEntry("error_code", "OUTPUT_TOO_LARGE");
    }

    @Test
    void interruptsWhatRunsLongerThanItsTimeout() {
        var agent = TestAgent.waiting("slow", new CountDownLatch(1));
        platform.worker(agent);

        UUID task = platform.run(
                "slow", "{}", wish -> wish.timeout(Duration.ofMillis(500)).maxAttempts(1));

        await().until(() -> platform.status(task) == TaskStatus.FAILED);
        assertThat(platform.row(task))
                .containsEntry("error_reason", "TIMED_OUT")
                .containsEntry("failures", 1);
        assertThat(agent.interrupted).containsExactly(task);
    }

    @Test
    void runsATaskOnceHoweverManyMessagesItHas() {
        var agent = TestAgent.called("once", context -> Outcome.completed(null));
        platform.announce(agent);
        UUID task = platform.run("once", "{}");
        for (int i = 0; i < 20; i++) {
            platform.publish(task);
        }

        platform.workerWithoutQueue(agent);

        await().until(() -> platform.status(task) == TaskStatus.COMPLETED && platform.messages("once") == 0);
        UUID next = platform.run("once", "{}");
        await().until(() -> platform.status(next) == TaskStatus.COMPLETED);
        assertThat(agent.started).containsExactly(task, next);
    }

    @Test
    void sendsAnUnreadableMessageToTheDeadLetters() {
        var agent = TestAgent.called("reader", context -> Outcome.completed(null));
        platform.worker(agent);

        platform.amqp.send(
                Topology.TASKS_EXCHANGE,
                Topology.agentQueue("reader", "shared"),
                MessageBuilder.withBody("no claim check".getBytes(UTF_8)).build());

        assertThat(platform.amqp.receive(Topology.DEAD_LETTERS, 10_000)).isNotNull();
        UUID task = platform.run("reader", "{}");
        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
    }

    @Test
    void waitsForItsQueueAndTakesItUpWhenItIsDeclared() {
        var agent = TestAgent.called("early", context -> Outcome.completed(null));
        platform.workerWithoutQueue(agent);
        await().until(() -> platform.jdbc.queryForObject("select count(*) from worker", Integer.class) == 1);

        platform.declareQueue("early");
        UUID task = platform.run("early", "{}");

        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
    }
}
