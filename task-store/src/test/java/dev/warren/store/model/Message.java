package dev.warren.store.model;

import java.util.UUID;

/** A message as the broker may deliver it, once or twice, now or later. */
record Message(UUID task, long fence, String agent) {

    /** The same, but for a fence that nobody published it for, or from a queue it was not put into. */
    Message changed(int fenceChange, boolean elsewhere, Queue queue) {
        return new Message(
                task, fence + fenceChange, elsewhere ? queue.elsewhere().agent() : agent);
    }
}
