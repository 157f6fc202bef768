package dev.warren.gateway.sweep;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.store.publish.PublicationLog;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Makes tasks due for publication whose messages the broker had and has no more. */
@Component
final class RepublishLost {

    private static final Logger log = LoggerFactory.getLogger(RepublishLost.class);

    private final PublicationLog ledger;
    private final CountActions actions;
    private final SweepProperties properties;

    RepublishLost(PublicationLog ledger, CountActions actions, SweepProperties properties) {
        this.ledger = ledger;
        this.actions = actions;
        this.properties = properties;
    }

    /** The queue is new. */
    void everythingOf(AgentQueue queue) {
        republish(queue, Duration.ZERO);
    }

    /** The queue is empty; what was confirmed into it just now may be on its way to a claim. */
    void confirmedLongAgo(AgentQueue queue) {
        republish(queue, properties.lostAfter());
    }

    private void republish(AgentQueue queue, Duration confirmedBefore) {
        int limit = properties.batch();
        int total = 0;
        int lost;
        do {
            lost = ledger.republishLost(queue.agent(), queue.lane(), confirmedBefore, limit);
            total += lost;
        } while (lost == limit);
        actions.count("republish-lost", total);
        if (total > 0) {
            log.warn("Queue {} has lost the messages of {} tasks; they are published again", queue.name(), total);
        }
    }
}
