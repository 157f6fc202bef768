package dev.warren.store.progress;

import dev.warren.store.worker.Lease;

/**
 * How far a running attempt is.
 *
 * @param fraction 0 to 1
 * @param message for people; at most 1,000 characters are kept
 */
public record Progress(Lease lease, double fraction, String message) {

    private static final int MOST_MESSAGE = 1_000;

    /** Text that the ledger cannot hold is made fit, so that the progress of other tasks is not lost with it. */
    public Progress {
        message = message.replace('\0', '\uFFFD');
        message = message.length() <= MOST_MESSAGE ? message : message.substring(0, MOST_MESSAGE - 1) + "…";
    }
}
