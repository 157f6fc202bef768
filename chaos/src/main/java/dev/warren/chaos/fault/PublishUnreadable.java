package dev.warren.chaos.fault;

import com.rabbitmq.client.AMQP.BasicProperties;
import com.rabbitmq.client.MessageProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Messages that are none of ours, in the queues of agents. */
record PublishUnreadable(int copies) implements Fault {

    private static final String UNKNOWN = """
            {"task":"01a1fb00-0000-7000-8000-00000000dead","run":1,"fence":1,"agent":"%s","tenant":"default","priority":5}""";

    @Override
    public String id() {
        return "F11";
    }

    @Override
    public String name() {
        return "unreadable messages in the agents' queues";
    }

    @Override
    public Duration length() {
        return Duration.ZERO;
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.BROKER);
    }

    @Override
    public boolean recoversAtOnce() {
        return true;
    }

    @Override
    public String strike(Scene scene) throws IOException, InterruptedException {
        List<byte[]> bodies = bodies();
        List<String> queues = scene.cluster().broker().agentQueues();
        int published = scene.cluster().broker().onChannel(channel -> {
            channel.confirmSelect();
            int count = 0;
            for (int i = 0; i < copies; i++) {
                for (byte[] body : bodies) {
                    String queue = queues.get(count % queues.size());
                    channel.basicPublish("", queue, strange(count), body);
                    count++;
                }
                for (String queue : queues) {
                    // Readable, and of a task that nobody knows: refused by the ledger, not by the reader.
                    String agent = queue.split("\\.")[1];
                    channel.basicPublish(
                            "",
                            queue,
                            MessageProperties.PERSISTENT_BASIC,
                            UNKNOWN.formatted(agent).getBytes(StandardCharsets.UTF_8));
                }
            }
            channel.waitForConfirms(10_000);
            return count;
        });
        return "%d unreadable messages, and %d of a task that nobody knows"
                .formatted(published, copies * queues.size());
    }

    @Override
    public void heal(Scene scene) {
        // Nothing to undo: the workers reject them.
    }

    private static BasicProperties strange(int number) {
        return switch (number % 3) {
            case 0 -> MessageProperties.PERSISTENT_BASIC;
            case 1 ->
                new BasicProperties.Builder()
                        .contentType("application/x-java-serialized-object")
                        .deliveryMode(2)
                        .priority(9)
                        .headers(Map.of("x-death", "forged", "warren", List.of("a", Map.of("b", 1))))
                        .build();
            default ->
                new BasicProperties.Builder()
                        .contentEncoding("gzip")
                        .deliveryMode(2)
                        .messageId("x".repeat(200))
                        .build();
        };
    }

    private static List<byte[]> bodies() {
        return List.of(
                new byte[0],
                new byte[] {0, 1, 2, (byte) 0xff, (byte) 0xfe},
                utf8("no JSON at all"),
                utf8("null"),
                utf8("[]"),
                utf8("{}"),
                utf8("{\"task\":\"not-a-uuid\",\"run\":1,\"fence\":1}"),
                utf8("{\"task\":\"01a1fb00-0000-7000-8000-00000000dead\",\"run\":\"one\",\"fence\":{}}"),
                utf8("[".repeat(10_000) + "]".repeat(10_000)),
                utf8("{\"task\":\"" + "x".repeat(200_000) + "\"}"));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
