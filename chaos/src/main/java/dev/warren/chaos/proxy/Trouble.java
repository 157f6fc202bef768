package dev.warren.chaos.proxy;

import java.time.Duration;
import java.util.Set;

/** What is wrong with a link at the moment. */
public sealed interface Trouble {

    /** Nothing. */
    record None() implements Trouble {}

    /** Connections are closed and new ones refused, as if the server's host had no such port. */
    record Down() implements Trouble {}

    /**
     * Bytes go nowhere and nobody is told: a half-open connection. Afterwards they go on where they stopped, as with a
     * network that comes back.
     *
     * @param directions one of them, or both
     */
    record BlackHole(Set<Direction> directions) implements Trouble {

        public BlackHole {
            directions = Set.copyOf(directions);
        }
    }

    /** Every piece waits, each way. */
    record Latency(Duration delay, Duration jitter) implements Trouble {}

    /** @param bytesPerSecond of each connection and each way; at least 1 */
    record Bandwidth(int bytesPerSecond) implements Trouble {}

    /**
     * Pieces no longer than {@code size} bytes, with a pause after each: frames arrive in parts.
     *
     * @param size at least 1
     */
    record Slices(int size, Duration pause) implements Trouble {}

    /**
     * Each connection is reset in the middle of its stream after so many more bytes.
     *
     * @param bytes per connection, counted from now on
     */
    record CutAfter(Direction direction, long bytes) implements Trouble {}
}
