package dev.warren.store.deadletter;

import java.util.Arrays;
import java.util.UUID;

/**
 * A message that the broker gave up and that names no task. Text that the ledger cannot hold is made fit.
 *
 * @param id of version 7, of the finder's making
 * @param queue where it died
 * @param reason in the broker's word
 * @param headers JSON text of an object; left out where it has more than 16 KiB
 * @param body at most its first 1,024 bytes are kept
 * @param size of the whole body in bytes
 */
public record StrayMessage(UUID id, String queue, String reason, String headers, byte[] body, long size) {

    private static final int MOST_BODY = 1_024;

    public StrayMessage {
        queue = queue.replace('\0', '\uFFFD');
        reason = reason.replace('\0', '\uFFFD');
        body = body.length <= MOST_BODY ? body : Arrays.copyOf(body, MOST_BODY);
    }
}
