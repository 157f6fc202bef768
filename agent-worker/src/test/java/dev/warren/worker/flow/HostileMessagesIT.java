package dev.warren.worker.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP.BasicProperties;
import dev.warren.model.message.ControlMessage;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.model.topology.BrokerDialect;
import dev.warren.model.topology.Topology;
import dev.warren.test.TestServers;
import dev.warren.worker.agent.Outcome;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What can be put into an agent's queue by whoever may publish there. */
class HostileMessagesIT {

    private static final BasicProperties PLAIN = new BasicProperties();

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    @Test
    void whatCannotBeReadIsADeadLetterAtItsFirstDelivery() {
        var agent = TestAgent.called("reader", context -> Outcome.completed(null));
        platform.worker(agent);
        String id = UUID.randomUUID().toString();
        List<String> junk = List.of(
                "",
                "no claim check",
                "null",
                "[]",
                "42",
                "{}",
                "{\"task\":\"" + id + "\",\"run\":1",
                "{\"task\":\"not-an-id\",\"run\":1,\"fence\":1,\"agent\":\"reader\",\"tenant\":\"default\",\"priority\":5}",
                "{\"task\":[\"" + id
                        + "\"],\"run\":1,\"fence\":1,\"agent\":\"reader\",\"tenant\":\"default\",\"priority\":5}",
                "{\"task\":\"" + id
                        + "\",\"run\":{},\"fence\":1,\"agent\":\"reader\",\"tenant\":\"default\",\"priority\":5}",
                "{\"task\":\"" + id
                        + "\",\"run\":1,\"fence\":9223372036854775808,\"agent\":\"reader\",\"tenant\":\"t\",\"priority\":5}",
                "{\"task\":\"" + id + "\",\"run\":1,\"agent\":\"reader\",\"tenant\":\"default\",\"priority\":5}",
                "{\"task\":\"" + id + "\",\"run\":1,\"fence\":1,\"tenant\":\"default\",\"priority\":5}",
                "{\"task\":\"" + id
                        + "\",\"run\":1,\"fence\":1,\"agent\":\"reader\",\"tenant\":\"t\",\"priority\":5} trailing",
                "[".repeat(100_000),
                "{\"task\":".repeat(10_000),
                "\"" + "x".repeat(3_000_000) + "\"");

        junk.forEach(body -> platform.send("reader", PLAIN, body.getBytes(UTF_8)));
        platform.send("reader", PLAIN, new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        UUID task = platform.run("reader", "{}");

        await().until(() -> platform.deadLetters() == junk.size() + 1);
        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
        assertThat(platform.messages("reader")).isZero();
        assertThat(platform.claims("unreadable")).isEqualTo(junk.size() + 1);
        assertThat(platform.consumers("reader")).isOne();
    }

    @Test
    void noPropertyOrHeaderChangesWhatAMessageIs() {
        var agent = TestAgent.called("reader", context -> Outcome.completed(null));
        platform.worker(agent, "warren.worker.prefetch=1");
        List<BasicProperties> odd = List.of(
                PLAIN,
                new BasicProperties.Builder()
                        .contentType("text/html")
                        .contentEncoding("gzip")
                        .deliveryMode(1)
                        .priority(200)
                        .timestamp(new Date(Long.MAX_VALUE / 2))
                        .type("warren.control.v1")
                        .messageId("x".repeat(255))
                        .build(),
                headers(Map.of("springBatchFormat", "lengthHeader4", "spring_auto_decompress", "true")),
                headers(Map.of("x-delay", "soon", "x-death", "none", "spring_retry_count", Map.of("a", List.of(1)))),
                headers(Map.of("__TypeId__", "java.lang.Runtime", "x-delivery-count", "many", "x-retry-count", "x")),
                headers(Map.of("large", "x".repeat(100_000))),
                headers(Map.of("deep", nested(200))));

        var tasks = new ArrayList<UUID>();
        for (BasicProperties properties : odd) {
            UUID task = platform.submit("reader", "{}", wish -> wish);
            tasks.add(task);
            platform.send("reader", properties, platform.claimCheck(task, "reader", 1));
            platform.send("reader", properties, "junk".getBytes(UTF_8));
        }

        await().untilAsserted(() -> assertThat(tasks).allMatch(task -> platform.status(task) == TaskStatus.COMPLETED));
        await().until(() -> platform.deadLetters() == odd.size());
        assertThat(platform.claims("unreadable")).isEqualTo(odd.size());
        assertThat(platform.messages("reader")).isZero();
    }

    @Test
    void aForgedClaimCheckTakesNothingAndStandsInNobodysWay() {
        var agent = TestAgent.called("mine", context -> Outcome.completed(null));
        var other = TestAgent.called("other", context -> Outcome.completed(null));
        platform.announce(agent);
        platform.announce(other);
        UUID foreign = platform.submit("other", "{}", wish -> wish);
        UUID task = platform.submit("mine", "{}", wish -> wish);
        UUID unknown = new TimeOrderedId(Clock.systemUTC()).next();
        UUID old = TimeOrderedId.firstAt(Instant.now().minus(Duration.ofDays(7)));
        List<byte[]> forged = List.of(
                platform.claimCheck(foreign, "mine", 1),
                platform.claimCheck(foreign, "other", 1),
                platform.claimCheck(unknown, "mine", 1),
                platform.claimCheck(old, "mine", 1),
                platform.claimCheck(UUID.randomUUID(), "mine", 1),
                platform.claimCheck(task, "mine", 0),
                platform.claimCheck(task, "mine", -1),
                platform.claimCheck(task, "mine", 2),
                platform.claimCheck(task, "mine", Long.MAX_VALUE));
        forged.forEach(body -> platform.send("mine", PLAIN, body));
        platform.send("mine", PLAIN, platform.claimCheck(task, "mine", 1));
        forged.forEach(body -> platform.send("mine", PLAIN, body));
        await().until(() -> platform.messages("mine") == 2 * forged.size() + 1);

        // All of them are at hand at once, so they share statements.
        platform.workerWithoutQueue(agent);

        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
        await().until(() -> platform.claims("row") == 2 * forged.size());
        assertThat(agent.started).containsExactly(task);
        assertThat(platform.row(foreign)).containsEntry("status", "QUEUED").containsEntry("fence", 1L);
        assertThat(platform.messages("mine")).isZero();
        assertThat(platform.deadLetters()).isZero();
    }

    @Test
    void everyMessageTwiceAndOutOfOrderRunsEveryTaskOnce() {
        var agent = TestAgent.called("once", context -> Outcome.completed(null));
        platform.announce(agent);
        var messages = new ArrayList<UUID>();
        for (int i = 0; i < 200; i++) {
            UUID task = platform.submit("once", "{}", wish -> wish);
            messages.add(task);
            messages.add(task);
        }
        Collections.shuffle(messages, new Random(7));
        messages.forEach(task -> platform.send("once", PLAIN, platform.claimCheck(task, "once", 1)));

        platform.workerWithoutQueue(agent);
        await().until(() -> platform.claims("claimed") == 200 && platform.claims("row") == 200);

        assertThat(agent.started).hasSize(200).doesNotHaveDuplicates();
        assertThat(platform.messages("once")).isZero();
    }

    @Test
    void aFloodOfJunkDelaysTheGoodOnesBesideItHardlyAtAll() {
        var agent = TestAgent.called("busy", context -> Outcome.completed(null));
        platform.worker(agent);
        int junk = 5_000;
        var flood = Thread.ofPlatform().start(() -> {
            for (int i = 0; i < junk; i++) {
                platform.send("busy", new BasicProperties.Builder().priority(5).build(), ("junk " + i).getBytes(UTF_8));
            }
        });

        var waits = new ArrayList<Duration>();
        while (flood.isAlive() || waits.size() < 20) {
            Instant submitted = Instant.now();
            UUID task = platform.run("busy", "{}");
            await().atMost(Duration.ofSeconds(30))
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> platform.status(task) == TaskStatus.COMPLETED);
            waits.add(Duration.between(submitted, Instant.now()));
        }

        Collections.sort(waits);
        assertThat(waits.get(waits.size() / 2)).as("median of %s", waits).isLessThan(Duration.ofSeconds(1));
        assertThat(waits.getLast()).as("longest of %s", waits).isLessThan(Duration.ofSeconds(10));
        await().atMost(Duration.ofSeconds(30)).until(() -> platform.deadLetters() == junk);
        assertThat(platform.claims("unreadable")).isEqualTo(junk);
    }

    /** The AMQP client's own limit is 64 MiB, and its way to refuse is to end the connection of all consumers. */
    @Test
    void theLargestMessageABrokerTakesEndsNoConnection() {
        var agent = TestAgent.called("reader", context -> Outcome.completed(null));
        platform.worker(agent);
        await().until(() -> platform.consumers("reader") == 1);

        platform.send("reader", PLAIN, new byte[quorum() ? 16_000_000 : 70_000_000]);
        UUID task = platform.run("reader", "{}");

        await().atMost(Duration.ofSeconds(30)).until(() -> platform.deadLetters() == 1);
        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
        assertThat(platform.claims("unreadable")).isOne();
        assertThat(platform.messages("reader")).isZero();
    }

    /** The heap would hold a fifth of what passes through it. */
    @Test
    void hugeMessagesPassThroughASmallProcess(@TempDir Path directory) throws Exception {
        platform.announce(TestAgent.called("probe", context -> Outcome.completed(null)));
        int size = quorum() ? 15_000_000 : 20_000_000;
        byte[] huge = new byte[size];
        byte[] hugeField = ("{\"task\":\"" + "a".repeat(size - 20) + "\"}").getBytes(UTF_8);
        int count = 20;
        for (int i = 0; i < count; i++) {
            platform.send("probe", PLAIN, i % 2 == 0 ? huge : hugeField);
        }
        UUID task = platform.run("probe", "{}");

        try (var worker = WorkerProcess.start(platform, directory.resolve("worker.log"), "-Xmx128m")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> platform.status(task) == TaskStatus.COMPLETED);
            await().atMost(Duration.ofSeconds(60)).until(() -> platform.deadLetters() == count);
            assertThat(worker.process().isAlive()).isTrue();
        }
        assertThat(platform.messages("probe")).isZero();
        assertThat(platform.row(task)).containsEntry("attempt", 1);
        assertThat(platform.jdbc.queryForObject("select count(*) from worker", Integer.class))
                .isOne();
    }

    @Test
    void junkAmongTheOrdersDoesNothing() {
        var agent = TestAgent.waiting("patient", gate);
        platform.worker(agent);
        UUID task = platform.run("patient", "{}");
        await().until(() -> agent.started.contains(task));
        String worker = Topology.controlQueue((UUID) platform.row(task).get("owner"));
        List<byte[]> junk = List.of(
                new byte[0],
                new byte[2_000_000],
                "no order".getBytes(UTF_8),
                "{\"order\":\"explode\"}".getBytes(UTF_8),
                "{\"order\":\"cancel\"}".getBytes(UTF_8),
                "{\"order\":\"cancel\",\"task\":\"%s\",\"run\":1,\"fence\":77}"
                        .formatted(task)
                        .getBytes(UTF_8),
                "{\"order\":\"drain\"}".getBytes(UTF_8),
                "{\"order\":\"drain\",\"incarnation\":\"%s\"}"
                        .formatted(UUID.randomUUID())
                        .getBytes(UTF_8),
                "[".repeat(100_000).getBytes(UTF_8));

        IntStream.range(0, 5)
                .forEach(round -> junk.forEach(body -> platform.amqp.execute(channel -> {
                    var properties = headers(Map.of("springBatchFormat", "lengthHeader4", "x-delay", "soon"));
                    channel.basicPublish(Topology.CONTROL_EXCHANGE, worker, round % 2 == 0 ? PLAIN : properties, body);
                    return true;
                })));

        // The next order is heard behind all of it.
        platform.cancel.cancel("default", task);
        await().until(() -> {
            platform.order(
                    new ControlMessage.Cancel(task, 1, (Long) platform.row(task).get("fence")), worker);
            return platform.status(task) == TaskStatus.CANCELED;
        });
        assertThat(agent.interrupted).containsExactly(task);
        UUID next = platform.run("patient", "{}");
        gate.countDown();
        await().until(() -> platform.status(next) == TaskStatus.COMPLETED);
        assertThat(platform.jdbc.queryForList("select state from worker", String.class))
                .containsExactly("ALIVE");
    }

    private static boolean quorum() {
        return BrokerDialect.of(TestServers.rabbit().version()) == BrokerDialect.QUORUM;
    }

    private static BasicProperties headers(Map<String, Object> headers) {
        return new BasicProperties.Builder().headers(headers).build();
    }

    private static Map<String, Object> nested(int depth) {
        Map<String, Object> inner = Map.of("x", 1);
        for (int i = 0; i < depth; i++) {
            inner = Map.of("x", inner);
        }
        return inner;
    }
}
