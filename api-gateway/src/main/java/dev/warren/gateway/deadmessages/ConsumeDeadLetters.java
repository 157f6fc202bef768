package dev.warren.gateway.deadmessages;

import dev.warren.gateway.broker.BrokerConnections;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.KeepTopology;
import dev.warren.model.task.RetryPolicy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/**
 * Empties the broker's queue of dead letters for as long as the gateway runs. A message is acknowledged once the ledger
 * has committed what follows from it. While the ledger is away the messages stay at the broker: the consumer ends, and
 * comes back ever more slowly.
 */
@Component
final class ConsumeDeadLetters implements SmartLifecycle {

    /** Stops before the ledger is closed, with the sweeper. */
    private static final int PHASE = 2_000;

    private static final RetryPolicy BACK_OFF = new RetryPolicy(Duration.ofMillis(500), 2, Duration.ofSeconds(10), 0.2);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(5);
    private static final Logger log = LoggerFactory.getLogger(ConsumeDeadLetters.class);

    private final BrokerConnections connections;
    private final BrokerState broker;
    private final KeepTopology topology;
    private final SettleDeadLetters settle;
    private @Nullable Thread thread;

    ConsumeDeadLetters(
            BrokerConnections connections, BrokerState broker, KeepTopology topology, SettleDeadLetters settle) {
        this.connections = connections;
        this.broker = broker;
        this.topology = topology;
        this.settle = settle;
    }

    @Override
    public void start() {
        thread = Thread.ofPlatform().name("warren-dead-letters").daemon().start(this::run);
    }

    @Override
    public void stop() {
        Thread running = thread;
        thread = null;
        if (running != null) {
            running.interrupt();
            try {
                running.join(STOP_WITHIN);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return thread != null;
    }

    @Override
    public int getPhase() {
        return PHASE;
    }

    private void run() {
        int failures = 0;
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!broker.isConnected()) {
                    Thread.sleep(LOOK_AGAIN);
                    continue;
                }
                try {
                    failures = consume() ? 0 : failures;
                    Thread.sleep(LOOK_AGAIN);
                } catch (IOException | TimeoutException | RuntimeException e) {
                    complain(e, failures);
                    failures++;
                    Thread.sleep(BACK_OFF.delayAfter(failures, ThreadLocalRandom.current()));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // stop() ends the thread this way
        }
    }

    /** Consumes until the channel is lost; answers whether anything was settled. */
    private boolean consume() throws IOException, TimeoutException, InterruptedException {
        topology.declareShared();
        boolean settled = false;
        try (var subscription = new DeadLetterSubscription(connections.openInspecting())) {
            while (subscription.isOpen()) {
                List<DeadDelivery> group = subscription.nextGroup();
                if (!group.isEmpty()) {
                    settle.settle(group);
                    subscription.acknowledge(group);
                    settled = true;
                }
            }
        }
        return settled;
    }

    private void complain(Exception e, int failuresBefore) {
        if (failuresBefore == 0 && e instanceof DataAccessException) {
            log.warn("Dead letters stay at the broker until the ledger takes them: {}", e.getMessage());
        } else if (failuresBefore == 0) {
            boolean isExpected = e instanceof IOException || e instanceof AmqpException;
            log.warn("Dead letters cannot be consumed now, trying again: {}", e.getMessage(), isExpected ? null : e);
        } else {
            log.debug("Dead letters still cannot be consumed", e);
        }
    }
}
