package dev.warren.store.model;

import java.util.UUID;

/**
 * A message as the broker may deliver it, once or twice, now or later.
 *
 * @param generation of the broker it was published to
 */
record Message(UUID task, long fence, String agent, int generation) {

    /** The same, but for a fence that nobody published it for, or from a queue it was not put into. */
    Message changed(int fenceChange, boolean elsewhere, Queue queue) {
        return new Message(
                task, fence + fenceChange, elsewhere ? queue.elsewhere().agent() : agent, generation);
    }
}
