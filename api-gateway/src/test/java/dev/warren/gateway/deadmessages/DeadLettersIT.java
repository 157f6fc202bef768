package dev.warren.gateway.deadmessages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.GetResponse;
import com.rabbitmq.client.MessageProperties;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.model.message.ClaimCheck;
import dev.warren.model.message.MessageCodec;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.topology.Topology;
import dev.warren.store.publish.PublishableTask;
import dev.warren.test.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadLettersIT {

    private static final MessageCodec<ClaimCheck> CODEC = new MessageCodec<>(ClaimCheck.class);

    private final String uri = TestServers.freshVirtualHost();
    private final TestLedger ledger = new TestLedger();
    private TestBroker broker;

    @BeforeEach
    void connect() throws Exception {
        broker = new TestBroker(uri);
    }

    @AfterEach
    void disconnect() throws Exception {
        broker.close();
        ledger.close();
    }

    @Test
    void keepsAMessageThatNobodyCanRead() throws Exception {
        try (var gateway = connected()) {
            byte[] body = "x".repeat(5_000).getBytes(StandardCharsets.UTF_8);
            broker.channel()
                    .basicPublish("warren.tasks", TestBroker.ECHO_QUEUE, headers(Map.of("trace", "a\u0000b")), body);
            rejectOne();

            await().until(() -> strays() == 1);
            Map<String, Object> kept = ledger.jdbc.queryForMap(
                    "select queue, reason, size, octet_length(body) as kept, headers ->> 'trace' as trace,"
                            + " headers -> 'x-death' -> 0 ->> 'reason' as died from unreadable_message");
            assertThat(kept)
                    .containsEntry("queue", TestBroker.ECHO_QUEUE)
                    .containsEntry("reason", "rejected")
                    .containsEntry("size", 5_000L)
                    .containsEntry("kept", 1_024)
                    .containsEntry("trace", "a\uFFFDb")
                    .containsEntry("died", "rejected");
            assertThat(gateway.count(WarrenMetric.UNREADABLE_MESSAGES, "reason", "rejected"))
                    .isEqualTo(1);
            await().until(() -> broker.depth(Topology.DEAD_LETTERS) == 0);
        }
    }

    @Test
    void keepsTheBeginningOfAMessageOfAnySize() throws Exception {
        try (var gateway = connected()) {
            int larger = 15 * 1024 * 1024; // RabbitMQ 4 takes no more than 16 MiB by itself
            broker.channel().basicPublish(Topology.DEAD_LETTERS, "x", headers(Map.of()), new byte[larger]);

            await().until(() -> strays() == 1);
            assertThat(ledger.jdbc.queryForObject("select size from unreadable_message", Integer.class))
                    .isEqualTo(larger);
            await().until(() -> broker.depth(Topology.DEAD_LETTERS) == 0);
        }
    }

    @Test
    void survivesWhateverTheHeadersHold() throws Exception {
        try (var gateway = connected()) {
            var deep = new HashMap<String, Object>();
            deep.put("in", "nothing");
            Map<String, Object> inner = deep;
            for (int i = 0; i < 50; i++) {
                inner = Map.of("in", inner);
            }
            List<Map<String, Object>> hostile = List.of(
                    Map.of("x-death", "a text"),
                    Map.of("x-death", 7),
                    Map.of("x-death", List.of()),
                    Map.of("x-death", List.of(1, "two", List.of())),
                    Map.of("x-death", List.of(Map.of("reason", 5, "queue", List.of(), "count", "many"))),
                    Map.of("x-death", List.of(Map.of("reason", "' or 1=1 --", "queue", "\u0000"))),
                    Map.of("x-death", inner),
                    Map.of("\u0000", new byte[10], "long", "y".repeat(50_000)));

            for (Map<String, Object> headers : hostile) {
                broker.channel()
                        .basicPublish(
                                Topology.DEAD_LETTERS, "agent.echo.shared", headers(headers), new byte[] {'{', 0});
            }

            await().until(() -> strays() == hostile.size());
            assertThat(ledger.jdbc.queryForList("select distinct reason from unreadable_message", String.class))
                    .containsExactly(Death.UNKNOWN);
            await().until(() -> broker.depth(Topology.DEAD_LETTERS) == 0);
        }
    }

    @Test
    void survivesAHostileRecordOfDeathThatTheBrokerAddsTo() throws Exception {
        try (var gateway = connected()) {
            broker.channel()
                    .basicPublish(
                            "warren.tasks",
                            TestBroker.ECHO_QUEUE,
                            headers(Map.of(
                                    "x-death", List.of(Map.of("reason", "expired", "queue", "warren.dead-letters")))),
                            "no claim check".getBytes(StandardCharsets.UTF_8));
            rejectOne();

            await().until(() -> strays() == 1);
            assertThat(ledger.jdbc.queryForObject("select reason from unreadable_message", String.class))
                    .isEqualTo("rejected");
        }
    }

    @Test
    void expiresATaskWhoseMessageTheBrokerExpired() throws Exception {
        try (var gateway = connected()) {
            PublishableTask task = ledger.submitted(5, Duration.ZERO, Duration.ofMillis(300));

            gateway.publisher().publish(List.of(task));

            await().until(() -> deaths(task.id(), "expired") == 1);
            assertThat(ledger.status(task.id())).isEqualTo("EXPIRED");
            assertThat(broker.depth(TestBroker.ECHO_QUEUE)).isZero();
            assertThat(gateway.count(WarrenMetric.DEAD_MESSAGES, "reason", "expired"))
                    .isEqualTo(1);
        }
    }

    @Test
    void publishesATaskAgainWhoseMessageDiedTooEarly() throws Exception {
        try (var gateway = connected()) {
            PublishableTask task = ledger.submitted();
            gateway.publisher().publish(List.of(task));
            rejectOne();

            GetResponse again = await().atMost(Duration.ofSeconds(20))
                    .until(() -> broker.take(TestBroker.ECHO_QUEUE), got -> got != null);
            assertThat(TestBroker.read(again).task()).isEqualTo(task.id());
            assertThat(TestBroker.read(again).fence()).isEqualTo(2);
            assertThat(deaths(task.id(), "rejected")).isEqualTo(1);
        }
    }

    @Test
    void settlesADuplicateOnce() throws Exception {
        try (var gateway = connected()) {
            PublishableTask task = ledger.submitted();
            var check = CODEC.write(new ClaimCheck(task.id(), 1, 1, "echo", "default", 5, null, null));
            for (int i = 0; i < 500; i++) {
                broker.channel()
                        .basicPublish(Topology.DEAD_LETTERS, "x", MessageProperties.MINIMAL_PERSISTENT_BASIC, check);
            }

            await().until(() -> gateway.count(WarrenMetric.DEAD_MESSAGES) == 500);
            assertThat(ledger.jdbc.queryForObject("select fence from task", Long.class))
                    .isEqualTo(2);
        }
    }

    @Test
    void leavesMessagesWithTheBrokerWhileTheLedgerIsAway() throws Exception {
        try (var gateway = connected()) {
            ledger.jdbc.execute(
                    "alter function keep_unreadable(uuid[], text[], text[], text[], bytea[], bigint[]) rename to away");
            for (int i = 0; i < 300; i++) {
                broker.channel()
                        .basicPublish(
                                Topology.DEAD_LETTERS,
                                "x",
                                MessageProperties.MINIMAL_PERSISTENT_BASIC,
                                ("nothing " + i).getBytes(StandardCharsets.UTF_8));
            }
            await().during(Duration.ofSeconds(3)).atMost(Duration.ofSeconds(6)).until(() -> strays() == 0);

            ledger.jdbc.execute("alter function away rename to keep_unreadable");

            await().atMost(Duration.ofSeconds(30)).until(() -> strays() == 300);
            await().until(() -> broker.depth(Topology.DEAD_LETTERS) == 0);
            assertThat(ledger.jdbc.queryForObject("select count(distinct body) from unreadable_message", Integer.class))
                    .isEqualTo(300);
        }
    }

    @Test
    void comesBackWhenItsQueueWasDeleted() throws Exception {
        try (var gateway = connected()) {
            await().until(() -> broker.hasQueue(Topology.DEAD_LETTERS));
            broker.channel().queueDelete(Topology.DEAD_LETTERS);

            await().until(() -> {
                broker.channel().basicPublish(Topology.DEAD_LETTERS, "x", headers(Map.of()), new byte[0]);
                return strays() > 0;
            });
        }
    }

    private TestGateway connected() {
        TestGateway gateway = TestGateway.start(ledger, uri, "sweep.every", "100ms");
        await().until(gateway.broker()::isConnected);
        return gateway;
    }

    /** Rejects a message as a worker does that cannot read it. */
    private void rejectOne() throws Exception {
        GetResponse message =
                await().until(() -> broker.channel().basicGet(TestBroker.ECHO_QUEUE, false), got -> got != null);
        broker.channel().basicReject(message.getEnvelope().getDeliveryTag(), false);
    }

    private int strays() {
        return ledger.jdbc.queryForObject("select count(*) from unreadable_message", Integer.class);
    }

    private int deaths(UUID task, String reason) {
        return ledger.jdbc.queryForObject(
                "select count(*) from task_event where task_id = ? and type = 'BROKER_DEATH' and data ->> 'reason' = ?",
                Integer.class,
                task,
                reason);
    }

    private static AMQP.BasicProperties headers(Map<String, Object> headers) {
        return MessageProperties.MINIMAL_PERSISTENT_BASIC
                .builder()
                .headers(headers)
                .build();
    }
}
