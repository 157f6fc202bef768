package dev.warren.gateway.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.fixture.BrokerAdmin;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.topology.Topology;
import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** On a broker of its own, whose disk it wipes. */
class WipedBrokerIT {

    private static final int BACKLOG = 3_000;
    private static final String[] FAST = {"sweep.every", "100ms", "publish.record-after", "50ms"};

    private final TestLedger ledger = new TestLedger();
    private RabbitServer rabbit;

    @BeforeEach
    void startBroker() {
        rabbit = LocalServices.rabbit(ServiceOptions.temporary().telling(System.err::println));
    }

    @AfterEach
    void stop() {
        rabbit.close();
        ledger.close();
    }

    @Test
    void publishesTheWholeBacklogAgainFromTwoGateways() throws Exception {
        try (var one = TestGateway.start(ledger, rabbit.uri(), FAST);
                var other = TestGateway.start(ledger, rabbit.uri(), FAST)) {
            Set<UUID> backlog = confirmedBacklog(one, other);
            int generation = ledger.generation();

            wipe();

            assertThat(arrived(backlog)).isEqualTo(backlog);
            assertThat(ledger.generation()).as("raised once").isEqualTo(generation + 1);
            await().until(() -> Stream.of(one, other)
                    .allMatch(gateway ->
                            gateway.broker().isConnected() && gateway.broker().generation() == generation + 1));
            assertThat(one.count(WarrenMetric.SWEEPER_ACTIONS, "action", "republish-older")
                            + other.count(WarrenMetric.SWEEPER_ACTIONS, "action", "republish-older"))
                    .isEqualTo(BACKLOG);
        }
    }

    @Test
    void isNotDeceivedByDefinitionsThatBringItsQueuesBack() throws Exception {
        Set<UUID> backlog;
        try (var one = TestGateway.start(ledger, rabbit.uri(), FAST);
                var other = TestGateway.start(ledger, rabbit.uri(), FAST)) {
            backlog = confirmedBacklog(one, other);
        }
        String definitions = new BrokerAdmin(rabbit).exportDefinitions();
        wipe();
        new BrokerAdmin(rabbit).importDefinitions(definitions);
        try (var broker = new TestBroker(rabbit.uri())) {
            assertThat(broker.depth(TestBroker.ECHO_QUEUE)).isZero();
            assertThat(broker.depth(Topology.GENERATION)).isZero();
        }

        try (var one = TestGateway.start(ledger, rabbit.uri(), slowToLookAtQueues());
                var other = TestGateway.start(ledger, rabbit.uri(), slowToLookAtQueues())) {
            assertThat(arrived(backlog)).isEqualTo(backlog);
            await().until(() ->
                    Stream.of(one, other).allMatch(gateway -> gateway.broker().isConnected()));
            assertThat(one.broker().generation()).isEqualTo(other.broker().generation());
        }
    }

    @Test
    void keepsItsGenerationWhenNothingIsLost() throws Exception {
        try (var gateway = TestGateway.start(ledger, rabbit.uri(), FAST)) {
            await().until(gateway.broker()::isConnected);
            int generation = ledger.generation();
            for (int i = 0; i < 3; i++) {
                rabbit.kill();
                await().until(() -> !gateway.broker().isConnected());
                rabbit.restart();
                await().atMost(Duration.ofSeconds(40)).until(gateway.broker()::isConnected);
            }
            assertThat(ledger.generation()).isEqualTo(generation);
        }
        try (var one = TestGateway.start(ledger, rabbit.uri(), FAST);
                var other = TestGateway.start(ledger, rabbit.uri(), FAST)) {
            await().until(() -> one.broker().isConnected() && other.broker().isConnected());
            assertThat(one.broker().generation()).isEqualTo(other.broker().generation());
        }
    }

    @Test
    void connectsAnewWhenAnotherGatewayHasFoundAnotherBroker() {
        try (var gateway = TestGateway.start(ledger, rabbit.uri(), FAST)) {
            await().until(gateway.broker()::isConnected);
            int generation = ledger.generation();

            ledger.jdbc.queryForObject("select raise_generation(?)", Integer.class, generation);

            await().until(() ->
                    gateway.broker().isConnected() && gateway.broker().generation() > generation);
        }
    }

    @Test
    void publishesNothingBeforeTheLedgerKnowsWhichBrokerItIs() throws Exception {
        try (var gateway = TestGateway.start(ledger, rabbit.uri(), FAST)) {
            await().until(gateway.broker()::isConnected);
            rabbit.kill();
            await().until(() -> !gateway.broker().isConnected());
            ledger.jdbc.execute("alter table ledger_clock rename to ledger_clock_away");
            rabbit.restart();
            await().during(Duration.ofSeconds(4))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> !gateway.broker().isConnected());

            ledger.jdbc.execute("alter table ledger_clock_away rename to ledger_clock");

            await().until(gateway.broker()::isConnected);
        }
    }

    private String[] slowToLookAtQueues() {
        return Stream.concat(Stream.of(FAST), Stream.of("sweep.lost-after", "1h"))
                .toArray(String[]::new);
    }

    private Set<UUID> confirmedBacklog(TestGateway one, TestGateway other) {
        await().until(() -> one.broker().isConnected() && other.broker().isConnected());
        for (int i = 0; i < BACKLOG; i++) {
            PublishableTask task = ledger.submitted();
            (i % 2 == 0 ? one : other).publisher().publish(List.of(task));
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> unconfirmed() == 0);
        return Set.copyOf(ledger.jdbc.queryForList("select id from task", UUID.class));
    }

    private int unconfirmed() {
        return ledger.jdbc.queryForObject("select count(*) from task where published_at is null", Integer.class);
    }

    /** The tasks whose messages turn up, some maybe twice. */
    private Set<UUID> arrived(Set<UUID> wanted) throws Exception {
        var arrived = new HashSet<UUID>();
        try (var broker = new TestBroker(rabbit.uri())) {
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                arrived.addAll(broker.takeTasks(TestBroker.ECHO_QUEUE));
                return arrived.size() >= wanted.size();
            });
        }
        return arrived;
    }

    private void wipe() {
        rabbit.wipe();
        rabbit.restart();
    }
}
