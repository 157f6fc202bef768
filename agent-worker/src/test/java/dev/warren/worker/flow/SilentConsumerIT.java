package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.warren.model.metric.WarrenMetric;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.test.TestServers;
import dev.warren.worker.agent.Outcome;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Consumers that believe they consume while nothing reaches them. */
class SilentConsumerIT {

    private static final String QUEUE = Topology.agentQueue("deserted", Topology.SHARED_LANE);
    /** Half a minute of quiet, two looks two seconds apart, and what a slow machine adds. */
    private static final Duration NOTICED = Duration.ofSeconds(45);

    private final AmqpProxy proxy = new AmqpProxy(TestServers.freshVirtualHost());
    private final Platform platform = new Platform(
            TestServers.postgres(),
            TestServers.freshDatabase(),
            proxy.uri(),
            TestServers.rabbit().version());
    private final TestAgent agent = TestAgent.called("deserted", context -> Outcome.completed(null));

    SilentConsumerIT() throws IOException {}

    @AfterEach
    void close() throws IOException {
        platform.close();
        proxy.close();
    }

    @Test
    void aConsumerCanceledBehindItsBackIsReplaced() throws Exception {
        platform.worker(agent);
        completes(platform.run("deserted", "{}"));

        proxy.cancelBehindItsBack(QUEUE);
        await().until(() -> platform.consumers("deserted") == 0);
        List<UUID> tasks = submitFive();

        await().atMost(NOTICED)
                .until(() -> tasks.stream().allMatch(task -> platform.status(task) == TaskStatus.COMPLETED));
        assertThat(silentConsumers()).isOne();
        assertThat(platform.consumers("deserted")).isOne();
    }

    @Test
    void aConsumerWhoseDeliveriesVanishIsReplacedAndWhatVanishedComesAgain() {
        platform.worker(agent, "warren.worker.prefetch=2");
        completes(platform.run("deserted", "{}"));

        proxy.swallowDeliveriesOf(QUEUE);
        List<UUID> tasks = submitFive();
        await().until(() -> proxy.swallowedDeliveries.get() == 2 && platform.messages("deserted") == 3);

        await().atMost(NOTICED)
                .until(() -> tasks.stream().allMatch(task -> platform.status(task) == TaskStatus.COMPLETED));
        assertThat(silentConsumers()).isOne();
        assertThat(agent.started).doesNotHaveDuplicates();
    }

    private void completes(UUID task) {
        await().until(() -> platform.status(task) == TaskStatus.COMPLETED);
    }

    private List<UUID> submitFive() {
        return IntStream.range(0, 5)
                .mapToObj(number -> platform.run("deserted", "{}"))
                .toList();
    }

    private double silentConsumers() {
        var counter = platform.metrics.find(WarrenMetric.SILENT_CONSUMERS.id()).counter();
        return counter == null ? 0 : counter.count();
    }
}
