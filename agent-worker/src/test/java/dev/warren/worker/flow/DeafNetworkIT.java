package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.task.TaskStatus;
import java.net.URI;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A network that drops everything without telling anybody. */
class DeafNetworkIT {

    private final Platform platform = new Platform();
    private final CountDownLatch gate = new CountDownLatch(1);
    private final TestAgent agent = TestAgent.waiting("patient", gate);

    @AfterEach
    void close() {
        gate.countDown();
        platform.close();
    }

    @Test
    void aShortDeafnessOfTheLedgerCostsNoLease() throws Exception {
        URI ledger = ledger();
        try (var proxy = new DeafProxy(ledger.getPort())) {
            platform.worker(agent, "warren.ledger.url=" + by(proxy, ledger));
            UUID task = platform.run("patient", "{}");
            await().until(() -> agent.started.contains(task));
            Timestamp beat = lastBeat();
            await().atMost(Duration.ofSeconds(8))
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> lastBeat().after(beat));

            // The next beat is lost with its connection; the lease ends 12 s after this one.
            proxy.deafen();
            Timestamp before = lastBeat();
            await().during(Duration.ofSeconds(7))
                    .atMost(Duration.ofSeconds(8))
                    .until(() -> !lastBeat().after(before));
            proxy.hearAgain();

            await().atMost(Duration.ofSeconds(5)).until(() -> lastBeat().after(before));
            gate.countDown();
            await().atMost(Duration.ofSeconds(25)).until(() -> platform.status(task) == TaskStatus.COMPLETED);
            assertThat(agent.interrupted).isEmpty();
            assertThat(platform.row(task)).containsEntry("attempt", 1).containsEntry("failures", 0);
        }
    }

    @Test
    void aWorkerStopsInTimeAlthoughNeitherServerAnswers() throws Exception {
        URI ledger = ledger();
        URI broker = URI.create(platform.brokerUri);
        try (var toLedger = new DeafProxy(ledger.getPort());
                var toBroker = new DeafProxy(broker.getPort())) {
            var worker = platform.worker(
                    agent,
                    "warren.ledger.url=" + by(toLedger, ledger),
                    "warren.broker.uri=amqp://" + broker.getRawUserInfo() + "@127.0.0.1:" + toBroker.port()
                            + broker.getRawPath(),
                    "warren.worker.grace=1s");
            UUID task = platform.run("patient", "{}");
            await().until(() -> agent.started.contains(task));
            toLedger.deafen();
            toBroker.deafen();

            long began = System.nanoTime();
            worker.close();

            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Duration.ofSeconds(13)); // as docs/agent-worker.md says
            assertThat(agent.interrupted).containsExactly(task);
        }
    }

    private URI ledger() {
        return URI.create(platform.ledgerUrl.substring("jdbc:".length()));
    }

    private static String by(DeafProxy proxy, URI ledger) {
        return "jdbc:postgresql://127.0.0.1:" + proxy.port() + ledger.getRawPath()
                + (ledger.getRawQuery() == null ? "" : "?" + ledger.getRawQuery());
    }

    private Timestamp lastBeat() {
        return platform.jdbc.queryForObject("select last_beat from worker", Timestamp.class);
    }
}
