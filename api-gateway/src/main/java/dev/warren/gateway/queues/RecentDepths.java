package dev.warren.gateway.queues;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.InspectQueues;
import dev.warren.gateway.broker.RegisteredQueues;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.AmqpException;
import org.springframework.stereotype.Component;

/** The depths of all queues as of a second ago at most, however many ask. */
@Component
final class RecentDepths {

    private static final Logger log = LoggerFactory.getLogger(RecentDepths.class);
    private static final long KEPT_NANOS = Duration.ofSeconds(1).toNanos();

    /** Whoever finds another asking waits so long for its answer, then takes the one before. */
    private static final long PATIENCE_SECONDS = 2;

    private final RegisteredQueues registered;
    private final InspectQueues inspect;
    private final BrokerState broker;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Map<AgentQueue, InspectQueues.Depth> last = Map.of();
    private long lastUntil = System.nanoTime();

    RecentDepths(RegisteredQueues registered, InspectQueues inspect, BrokerState broker) {
        this.registered = registered;
        this.inspect = inspect;
        this.broker = broker;
    }

    /** Empty while the broker is away; a queue that it does not have is left out. */
    Map<AgentQueue, InspectQueues.Depth> read() throws InterruptedException {
        if (!broker.isConnected()) {
            return Map.of();
        }
        if (asking.tryLock(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            try {
                if (System.nanoTime() - lastUntil >= 0) {
                    last = ask();
                    lastUntil = System.nanoTime() + KEPT_NANOS;
                }
            } finally {
                asking.unlock();
            }
        }
        return last;
    }

    private Map<AgentQueue, InspectQueues.Depth> ask() {
        try {
            return inspect.depths(registered.read());
        } catch (IOException | TimeoutException | AmqpException e) {
            log.debug("The broker does not say how full its queues are", e);
            return Map.of();
        }
    }
}
