package dev.warren.gateway.publish;

import dev.warren.store.publish.PublishableTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The messages that wait to be sent, in order, in bounded memory. All of them stand in the ledger too. */
final class Waiting {

    private final BlockingDeque<Outgoing> messages;

    Waiting(int most) {
        this.messages = new LinkedBlockingDeque<>(most);
    }

    /** Adds what there is room for; the rest is left to the ledger, which brings it up again after {@code time}. */
    void add(List<PublishableTask> tasks, Duration time) {
        for (PublishableTask task : tasks) {
            if (!messages.offerLast(Outgoing.within(time, task))) {
                return;
            }
        }
    }

    /** Puts messages that did not arrive back in front of all others, as long as they are still this gateway's. */
    void putBack(List<Outgoing> notArrived) {
        for (Outgoing message : notArrived.reversed()) {
            if (!message.isLeft() && !messages.offerFirst(message)) {
                return;
            }
        }
    }

    /** Takes the next message, waiting at most {@code time} for one; null where none came or it is no longer ours. */
    @Nullable
    Outgoing next(Duration time) throws InterruptedException {
        Outgoing next = messages.poll(time.toNanos(), TimeUnit.NANOSECONDS);
        return next == null || next.isLeft() ? null : next;
    }

    int size() {
        return messages.size();
    }

    boolean isEmpty() {
        return messages.isEmpty();
    }
}
