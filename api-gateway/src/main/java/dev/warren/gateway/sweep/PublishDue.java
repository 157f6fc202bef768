package dev.warren.gateway.sweep;

import dev.warren.gateway.publish.TaskPublisher;
import dev.warren.model.fault.Failpoint;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Publishes tasks that wait without a message, as fast as the broker takes them. */
@Component
final class PublishDue {

    private static final int LARGEST_BATCH = 1_000;

    /** The rest of the sweep does not wait for longer; the next one goes on. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(PublishDue.class);

    private final PublicationLog ledger;
    private final TaskPublisher publisher;
    private final CountActions actions;

    PublishDue(PublicationLog ledger, TaskPublisher publisher, CountActions actions) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.actions = actions;
    }

    /**
     * Makes those due that were published to a broker of an earlier generation. Every gateway does, again and again,
     * until the ledger says that none is left.
     */
    void republishOlder() {
        long start = System.nanoTime();
        int total = 0;
        int found;
        do {
            found = ledger.republishOlder(LARGEST_BATCH);
            total += found;
        } while (found == LARGEST_BATCH && System.nanoTime() - start < PATIENCE.toNanos());
        actions.count(SweepAction.REPUBLISH_OLDER, total);
        if (total > 0) {
            log.warn("The messages of {} tasks went with an earlier broker; they are published again", total);
        }
    }

    /** Takes no more from the ledger than the publisher has room for: what is taken stays untouched for 5 s. */
    void publish() {
        int limit;
        List<PublishableTask> due;
        do {
            limit = Math.min(publisher.roomForDue(), LARGEST_BATCH);
            if (limit == 0) {
                return;
            }
            due = ledger.takeDue(publisher.generation(), limit);
            if (!due.isEmpty()) {
                Failpoint.SWEEP_TOOK_DUE.hit();
            }
            publisher.publishDue(due);
            actions.count(SweepAction.PUBLISH, due.size());
        } while (due.size() == limit);
    }
}
