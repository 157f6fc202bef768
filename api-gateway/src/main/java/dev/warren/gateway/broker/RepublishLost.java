package dev.warren.gateway.broker;

import dev.warren.model.metric.WarrenMetric;
import dev.warren.store.publish.PublicationLog;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Makes tasks due for publication whose messages the broker had and has no more. */
@Component
public final class RepublishLost {

    private static final Logger log = LoggerFactory.getLogger(RepublishLost.class);
    private static final int BATCH = 2_000;
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration ALL_THE_TIME = Duration.ofHours(1);

    private final PublicationLog ledger;
    private final Counter republished;
    private final Map<AgentQueue, Long> owed = new ConcurrentHashMap<>();

    RepublishLost(PublicationLog ledger, MeterRegistry meters) {
        this.ledger = ledger;
        this.republished = Counter.builder(WarrenMetric.SWEEPER_ACTIONS.id())
                .description(WarrenMetric.SWEEPER_ACTIONS.description())
                .tag("action", "republish-lost")
                .register(meters);
    }

    /**
     * The queue does not exist, so everything that was confirmed into it is lost. Called before the queue is declared: a
     * gateway that dies in between leaves the queue missing, and the next one finds the loss again. What takes too long
     * here, or the ledger cannot take now, is left to {@link #makeGood}.
     */
    void missing(AgentQueue queue) {
        long now = System.nanoTime();
        try {
            if (republish(queue, Duration.ZERO, PATIENCE)) {
                return;
            }
        } catch (DataAccessException e) {
            log.debug("The loss of queue {} is noted later", queue.name(), e);
        }
        owed.put(queue, now);
    }

    /** Notes the losses that could not be noted at once. */
    public void makeGood() {
        owed.forEach((queue, since) -> {
            if (republish(queue, Duration.ofNanos(System.nanoTime() - since), ALL_THE_TIME)) {
                owed.remove(queue, since);
            }
        });
    }

    /** The queue is empty; what was confirmed into it within {@code age} may be on its way to a claim. */
    public void empty(AgentQueue queue, Duration age) {
        republish(queue, age, ALL_THE_TIME);
    }

    /** Answers whether it came to the end within {@code time}. */
    private boolean republish(AgentQueue queue, Duration confirmedBefore, Duration time) {
        long start = System.nanoTime();
        int total = 0;
        int lost;
        do {
            lost = ledger.republishLost(queue.agent(), queue.lane(), confirmedBefore, BATCH);
            total += lost;
            republished.increment(lost);
        } while (lost == BATCH && System.nanoTime() - start < time.toNanos());
        if (total > 0) {
            log.warn("Queue {} has lost the messages of {} tasks; they are published again", queue.name(), total);
        }
        return lost < BATCH;
    }
}
