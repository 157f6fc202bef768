package dev.warren.gateway.deadmessages;

import dev.warren.model.message.ClaimCheck;

/** A message from the queue of dead letters, read as far as it can be; no larger in memory than it has to be. */
sealed interface DeadDelivery {

    /** What the broker knows it by until it is acknowledged. */
    long tag();

    Death death();

    /** It stands for a task. */
    record OfTask(long tag, Death death, ClaimCheck check) implements DeadDelivery {}

    /**
     * Nobody can read it.
     *
     * @param beginning first 1,024 bytes of its body
     * @param size of its body in bytes
     * @param redelivered whether the broker has handed it out before, so that it may be in the ledger already
     */
    record Unreadable(long tag, Death death, byte[] beginning, long size, boolean redelivered)
            implements DeadDelivery {}
}
