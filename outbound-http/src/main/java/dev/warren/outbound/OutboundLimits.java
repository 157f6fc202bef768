package dev.warren.outbound;

import java.time.Duration;

/**
 * What a call may cost.
 *
 * @param connect for finding the address, for the connection, and for its TLS handshake, each
 * @param silence longest time without a byte of the answer
 * @param bytes most bytes of an answer's body, 1 or more
 */
public record OutboundLimits(Duration connect, Duration silence, long bytes) {

    public OutboundLimits {
        if (!connect.isPositive() || !silence.isPositive() || bytes < 1) {
            throw new IllegalArgumentException(
                    "Limits must be above 0, got " + connect + ", " + silence + ", " + bytes);
        }
    }
}
