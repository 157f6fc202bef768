package dev.warren.worker.consume;

import dev.warren.worker.slot.Slots;
import org.jspecify.annotations.Nullable;

/** Gives free slots to the deliveries that wait for one, the oldest first, and claims their tasks. */
final class HandOutSlots {

    private final OpenSubscriptions subscriptions;
    private final Slots slots;
    private final ClaimDeliveries claim;

    HandOutSlots(OpenSubscriptions subscriptions, Slots slots, ClaimDeliveries claim) {
        this.subscriptions = subscriptions;
        this.slots = slots;
        this.claim = claim;
    }

    /** Called whenever a delivery arrives or a slot becomes free; never blocks for long. */
    synchronized void handOut() {
        for (Subscription from = oldest(); from != null && slots.take(from.agent()); from = oldest()) {
            Delivery delivery = from.take();
            if (delivery == null) {
                slots.release(from.agent()); // it began to close a moment ago
            } else {
                claim.claim(delivery);
            }
        }
    }

    private @Nullable Subscription oldest() {
        Subscription oldest = null;
        long arrived = 0;
        for (Subscription subscription : subscriptions.all()) {
            Delivery next = subscription.next();
            if (next != null
                    && (oldest == null || next.arrived() - arrived < 0)
                    && slots.free(subscription.agent()) > 0) {
                oldest = subscription;
                arrived = next.arrived();
            }
        }
        return oldest;
    }
}
