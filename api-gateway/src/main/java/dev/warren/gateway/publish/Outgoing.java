package dev.warren.gateway.publish;

import dev.warren.store.publish.PublishableTask;
import java.time.Duration;

/**
 * A task whose message is to be sent.
 *
 * @param leaveAt {@link System#nanoTime} from which on the ledger counts the message as lost and lets any gateway
 *     publish the task again, so that this one must not
 */
record Outgoing(PublishableTask task, long leaveAt) {

    static Outgoing within(Duration time, PublishableTask task) {
        return new Outgoing(task, System.nanoTime() + time.toNanos());
    }

    /** Nanoseconds since it was handed to {@link TaskPublisher}. */
    long age() {
        return System.nanoTime() - leaveAt + TaskPublisher.OURS.toNanos();
    }

    /** Whether the ledger may have given the task to another publisher by now. */
    boolean isLeft() {
        return System.nanoTime() - leaveAt >= 0;
    }
}
