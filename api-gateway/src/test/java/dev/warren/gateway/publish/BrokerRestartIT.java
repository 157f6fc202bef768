package dev.warren.gateway.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.gateway.broker.BrokerReady;
import dev.warren.gateway.fixture.TestBroker;
import dev.warren.gateway.fixture.TestGateway;
import dev.warren.gateway.fixture.TestLedger;
import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.model.metric.WarrenMetric;
import dev.warren.store.publish.PublishableTask;
import java.net.ConnectException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.amqp.AmqpConnectException;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;

/** On a broker of its own, which it kills. */
class BrokerRestartIT {

    private static final String[] FAST = {"sweep.every", "100ms", "sweep.queues-every", "200ms"};

    private static RabbitServer rabbit;

    @BeforeAll
    static void startBroker() {
        rabbit = LocalServices.rabbit(ServiceOptions.temporary().telling(System.err::println));
    }

    @AfterAll
    static void stopBroker() {
        rabbit.close();
    }

    @Test
    void publishesAfterARestartWhatWasSubmittedMeanwhile() throws Exception {
        String uri = rabbit.createVirtualHost("restarted");
        try (var ledger = new TestLedger();
                var gateway = TestGateway.start(ledger, uri, FAST)) {
            await().until(gateway.broker()::isConnected);
            PublishableTask before = ledger.submitted();
            gateway.publisher().publish(List.of(before));
            await().until(() -> gateway.count(WarrenMetric.MESSAGES_CONFIRMED) == 1);

            rabbit.kill();
            await().until(() -> !gateway.broker().isConnected());
            PublishableTask meanwhile = ledger.submitted();
            gateway.publisher().publish(List.of(meanwhile));
            rabbit.restart();

            try (var broker = new TestBroker(uri)) {
                assertThat(published(broker, before.id(), meanwhile.id())).isTrue();
            }
        }
    }

    @Test
    void isNotConnectedWhereTheBrokerIsGoneBeforeAllHaveHeardThatItIsThere() throws Exception {
        var hearer = new FailingHearer();
        try (var ledger = new TestLedger();
                var gateway = TestGateway.startHeardBy(hearer, ledger, rabbit.createVirtualHost("gone-again"))) {
            await().until(() -> hearer.failures >= 2);
            await().until(() -> !gateway.broker().isConnected());

            hearer.fails = false;

            await().until(gateway.broker()::isConnected);
        }
    }

    /** Does what needs the broker as soon as it is there. */
    private static final class FailingHearer implements ApplicationListener<PayloadApplicationEvent<BrokerReady>> {

        private volatile boolean fails = true;
        private volatile int failures;

        @Override
        public void onApplicationEvent(PayloadApplicationEvent<BrokerReady> event) {
            if (fails) {
                failures++;
                throw new AmqpConnectException(new ConnectException("Connection refused"));
            }
        }
    }

    @Test
    void startsAndAcceptsWhileTheBrokerIsAway() throws Exception {
        String uri = rabbit.createVirtualHost("away");
        rabbit.kill();
        try (var ledger = new TestLedger();
                var gateway = TestGateway.start(ledger, uri, FAST)) {
            PublishableTask task = ledger.submitted();
            gateway.publisher().publish(List.of(task));
            assertThat(gateway.broker().isConnected()).isFalse();

            rabbit.restart();

            try (var broker = new TestBroker(uri)) {
                assertThat(published(broker, task.id())).isTrue();
            }
        }
    }

    @Test
    void recoversTasksWhileTheBrokerHangsAndPublishesThemWhenItGoesOn() throws Exception {
        String uri = rabbit.createVirtualHost("hanging");
        try (var ledger = new TestLedger();
                var gateway = TestGateway.start(
                        ledger, uri, "sweep.every", "100ms", "sweep.queues-every", "200ms", "broker.heartbeat", "1s")) {
            await().until(gateway.broker()::isConnected);
            PublishableTask task = ledger.submitted();
            UUID worker = ledger.worker();
            ledger.claim(worker, task.id(), 1);
            signal("STOP");
            try {
                ledger.silence(worker);
                await().until(() -> ledger.status(task.id()).equals("QUEUED"));
                await().until(() -> !gateway.broker().isConnected());
            } finally {
                signal("CONT");
            }
            try (var broker = new TestBroker(uri)) {
                assertThat(published(broker, task.id())).isTrue();
            }
        }
    }

    private static void signal(String name) throws Exception {
        String pid = String.valueOf(rabbit.pid().orElseThrow());
        assertThat(new ProcessBuilder("kill", "-" + name, pid).start().waitFor())
                .isZero();
    }

    /** Whether all these tasks turn up; some may do so twice. */
    private static boolean published(TestBroker broker, UUID... tasks) {
        var wanted = new HashSet<>(Set.of(tasks));
        await().atMost(Duration.ofSeconds(40)).until(() -> {
            Stream.ofNullable(broker.takeTasks(TestBroker.ECHO_QUEUE)).forEach(wanted::removeAll);
            return wanted.isEmpty();
        });
        return true;
    }
}
