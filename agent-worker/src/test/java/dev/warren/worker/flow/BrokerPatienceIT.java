package dev.warren.worker.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import com.rabbitmq.client.ShutdownSignalException;
import dev.warren.local.LocalServices;
import dev.warren.local.ServiceOptions;
import dev.warren.local.rabbit.RabbitServer;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.test.TestServers;
import dev.warren.worker.agent.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How often, and for how long, a broker lets a worker keep it waiting. */
class BrokerPatienceIT {

    /** A quorum queue gives a message up after 20 failed deliveries; being given back is none. */
    @Test
    void aMessageThatIsGivenBackAgainAndAgainIsNoDeadLetter() {
        try (var platform = new Platform()) {
            var agent = TestAgent.called("moody", context -> Outcome.completed(null));
            platform.worker(agent);
            await().until(() -> platform.consumers("moody") == 1);
            // The worker never learns that its agent is paused: it tries again every second.
            platform.jdbc.execute("""
                    create or replace function warren.paused_agents() returns table (name text)
                        language sql security definer set search_path = warren, pg_temp as
                    $$ select a.name from agent a where false $$""");
            platform.jdbc.update("update agent set paused = true");
            UUID task = platform.run("moody", "{}");

            await().atMost(Duration.ofSeconds(120)).until(() -> platform.claims("not_me") > 24);
            platform.jdbc.update("update agent set paused = false");

            await().atMost(Duration.ofSeconds(10)).until(() -> platform.status(task) == TaskStatus.COMPLETED);
            assertThat(platform.deadLetters()).isZero();
            assertThat(agent.started).containsExactly(task);
        }
    }

    /** The broker takes a message away from a consumer that does not acknowledge it in time; a claimed one is acknowledged. */
    @Test
    void noTaskRunsTooLongForTheBroker(@TempDir Path directory) throws Exception {
        try (RabbitServer rabbit = LocalServices.rabbit(ServiceOptions.keptIn(directory))) {
            losePatienceAfterFiveSeconds(rabbit, directory);
            try (var platform =
                    new Platform(TestServers.postgres(), TestServers.freshDatabase(), rabbit.uri(), rabbit.version())) {
                var agent = TestAgent.called("lengthy", context -> {
                    Thread.sleep(Duration.ofSeconds(20));
                    return Outcome.completed(null);
                });
                platform.declareQueue("forgetful");
                CompletableFuture<String> forgetful = consumeWithoutAcknowledging(rabbit, platform);
                platform.worker(agent, "warren.worker.slots=2");

                List<UUID> tasks = IntStream.range(0, 4)
                        .mapToObj(number -> platform.run("lengthy", "{}"))
                        .toList();

                await().atMost(Duration.ofSeconds(90))
                        .until(() -> tasks.stream().allMatch(task -> platform.status(task) == TaskStatus.COMPLETED));
                assertThat(forgetful)
                        .as("the broker has lost its patience with others")
                        .isCompleted();
                assertThat(agent.started).hasSize(4);
                assertThat(tasks)
                        .allSatisfy(task -> assertThat(platform.row(task)).containsEntry("attempt", 1));
                // No claimed message ever came a second time.
                assertThat(platform.claims("row")).isZero();
                assertThat(platform.deadLetters()).isZero();
            }
        }
    }

    private static void losePatienceAfterFiveSeconds(RabbitServer rabbit, Path directory) throws Exception {
        try (var files = Files.walk(directory)) {
            Path configuration = files.filter(file -> file.endsWith("rabbitmq.conf"))
                    .findFirst()
                    .orElseThrow();
            Files.writeString(
                    configuration.resolveSibling("advanced.config"),
                    "[{rabbit, [{consumer_timeout, 5000}, {channel_tick_interval, 1000}]}].\n");
        }
        rabbit.restart();
    }

    /** Completes with the broker's reason when it takes the message away. */
    private static CompletableFuture<String> consumeWithoutAcknowledging(RabbitServer rabbit, Platform platform)
            throws Exception {
        var taken = new CompletableFuture<String>();
        var factory = new ConnectionFactory();
        factory.setUri(rabbit.uri());
        Channel channel = factory.newConnection().createChannel();
        channel.basicConsume(
                Topology.agentQueue("forgetful", Topology.SHARED_LANE), false, new DefaultConsumer(channel) {
                    @Override
                    public void handleDelivery(
                            String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body) {
                        // The point of this consumer.
                    }

                    @Override
                    public void handleCancel(String tag) {
                        taken.complete("canceled");
                    }

                    @Override
                    public void handleShutdownSignal(String tag, ShutdownSignalException signal) {
                        taken.complete(String.valueOf(signal.getMessage()));
                    }
                });
        platform.send("forgetful", new AMQP.BasicProperties(), new byte[] {1});
        return taken;
    }
}
