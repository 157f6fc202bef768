package dev.warren.chaos.fault;

import com.rabbitmq.client.Channel;
import com.rabbitmq.client.GetResponse;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;

/** Copies every message of a while on its way to the agents, and publishes the copies again, out of order, twice. */
record RepeatMessages(Duration copied) implements Fault {

    private static final String TAP = "chaos.tap";
    private static final int MOST = 20_000;

    @Override
    public String id() {
        return "F14";
    }

    @Override
    public String name() {
        return "every message again, out of order";
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
        return scene.cluster().broker().onChannel(channel -> {
            channel.queueDeclare(TAP, false, true, true, Map.of("x-max-length", MOST));
            channel.queueBind(TAP, Topology.TASKS_EXCHANGE, "agent.#");
            Thread.sleep(copied);
            channel.queueUnbind(TAP, Topology.TASKS_EXCHANGE, "agent.#");
            List<GetResponse> copies = drain(channel);
            channel.queueDelete(TAP);
            int published = 0;
            for (int round = 0; round < 2; round++) {
                Collections.shuffle(copies, new Random(scene.random().nextLong()));
                published += publish(channel, copies);
            }
            return "%d messages of %d s published again, %d in all"
                    .formatted(copies.size(), copied.toSeconds(), published);
        });
    }

    @Override
    public void heal(Scene scene) {
        // The queue was exclusive: it went with its connection.
    }

    private static List<GetResponse> drain(Channel channel) throws IOException {
        List<GetResponse> copies = new ArrayList<>();
        for (GetResponse one = channel.basicGet(TAP, true); one != null; one = channel.basicGet(TAP, true)) {
            copies.add(one);
        }
        return copies;
    }

    /** To the queues themselves: a copy stays in its queue whatever has happened to the exchange since. */
    private static int publish(Channel channel, List<GetResponse> copies)
            throws IOException, InterruptedException, TimeoutException {
        channel.confirmSelect();
        for (GetResponse copy : copies) {
            channel.basicPublish("", copy.getEnvelope().getRoutingKey(), copy.getProps(), copy.getBody());
        }
        channel.waitForConfirms(30_000);
        return copies.size();
    }
}
