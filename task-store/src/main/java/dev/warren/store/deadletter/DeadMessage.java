package dev.warren.store.deadletter;

import java.util.UUID;

/**
 * A claim check that the broker gave up. Text that the ledger cannot hold is made fit.
 *
 * @param fence it was published for
 * @param reason in the broker's word: {@code expired}, {@code rejected}, {@code delivery_limit} or {@code maxlen}
 * @param record JSON text of what the broker says of the death; kept as it is
 */
public record DeadMessage(UUID task, long fence, String reason, String record) {

    public DeadMessage {
        reason = reason.replace('\0', '\uFFFD');
    }
}
