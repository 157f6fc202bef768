package dev.warren.store.progress;

import dev.warren.store.worker.Lease;

/**
 * How far a running attempt is.
 *
 * @param fraction 0 to 1
 * @param message for people
 */
public record Progress(Lease lease, double fraction, String message) {}
