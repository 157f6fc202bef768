package dev.warren.gateway.sweep;

import dev.warren.gateway.publish.TaskPublisher;
import dev.warren.model.fault.Failpoint;
import dev.warren.store.publish.PublicationLog;
import dev.warren.store.publish.PublishableTask;
import java.util.List;
import org.springframework.stereotype.Component;

/** Publishes tasks that wait without a message, as fast as the broker takes them. */
@Component
final class PublishDue {

    private static final int LARGEST_BATCH = 1_000;

    private final PublicationLog ledger;
    private final TaskPublisher publisher;
    private final CountActions actions;

    PublishDue(PublicationLog ledger, TaskPublisher publisher, CountActions actions) {
        this.ledger = ledger;
        this.publisher = publisher;
        this.actions = actions;
    }

    /** Takes no more from the ledger than the publisher has room for: what is taken stays untouched for 30 s. */
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
            actions.count("publish", due.size());
        } while (due.size() == limit);
    }
}
