package dev.warren.chaos.fault;

import dev.warren.chaos.cluster.BrokerAdmin;
import dev.warren.chaos.cluster.Node;
import dev.warren.model.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/** Somebody with rights at the broker breaks what the gateways declared, while messages wait there. */
record SpoilTopology(Manner manner, Duration length) implements Fault {

    /** While the workers are frozen, messages pile up: shorter than a lease, so that nobody is called dead. */
    private static final Duration LONGEST_FREEZE = Duration.ofSeconds(11);

    private static final int BACKLOG = 100;

    private static final String POLICY = "chaos-full";

    /** What is broken. */
    enum Manner {
        DELETE_QUEUE("delete a queue with its backlog"),
        PURGE_QUEUE("purge a queue with its backlog"),
        REMOVE_BINDING("remove a queue's binding"),
        DELETE_EXCHANGE("delete the exchange of tasks"),
        FULL_QUEUE("fill the queues to their length limit");

        private final String words;

        Manner(String words) {
            this.words = words;
        }
    }

    @Override
    public String id() {
        return "F10";
    }

    @Override
    public String name() {
        return manner.words;
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.BROKER, Touch.ALL_WORKERS);
    }

    @Override
    public boolean recoversAtOnce() {
        return manner != Manner.FULL_QUEUE;
    }

    @Override
    public String strike(Scene scene) throws IOException, InterruptedException {
        var broker = scene.cluster().broker();
        if (manner == Manner.FULL_QUEUE) {
            broker.putPolicy(POLICY, Map.of("max-length", 3, "overflow", "reject-publish"));
        }
        scene.cluster().workers().forEach(Node::pause);
        try {
            awaitBacklog(broker);
            return breakIt(broker);
        } finally {
            scene.cluster().workers().forEach(Node::resume);
        }
    }

    @Override
    public void heal(Scene scene) throws IOException, InterruptedException {
        if (manner == Manner.FULL_QUEUE) {
            scene.cluster().broker().deletePolicy(POLICY);
        }
    }

    /** Beyond what the frozen workers hold already. */
    private static void awaitBacklog(BrokerAdmin broker) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(LONGEST_FREEZE);
        while (broker.messages(broker.deepestQueue()) < BACKLOG && Instant.now().isBefore(end)) {
            Thread.sleep(500);
        }
    }

    private String breakIt(BrokerAdmin broker) throws IOException, InterruptedException {
        String queue = broker.deepestQueue();
        return broker.onChannel(channel -> switch (manner) {
            case DELETE_QUEUE ->
                "%s deleted with %d messages"
                        .formatted(queue, channel.queueDelete(queue).getMessageCount());
            case PURGE_QUEUE ->
                "%s purged of %d messages"
                        .formatted(queue, channel.queuePurge(queue).getMessageCount());
            case REMOVE_BINDING -> {
                channel.queueUnbind(queue, Topology.TASKS_EXCHANGE, queue);
                yield queue + " unbound from " + Topology.TASKS_EXCHANGE;
            }
            case DELETE_EXCHANGE -> {
                channel.exchangeDelete(Topology.TASKS_EXCHANGE);
                yield Topology.TASKS_EXCHANGE + " deleted";
            }
            case FULL_QUEUE ->
                "max-length 3 and reject-publish on the agents' queues for %d s, %s holds %d messages"
                        .formatted(length.toSeconds(), queue, channel.messageCount(queue));
        });
    }
}
