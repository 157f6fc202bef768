package dev.warren.bench.peer;

/** A peer cannot be measured, or has not done what it accepted: no figure of it counts. */
public final class PeerFailedException extends RuntimeException {

    PeerFailedException(String message) {
        super(message);
    }
}
