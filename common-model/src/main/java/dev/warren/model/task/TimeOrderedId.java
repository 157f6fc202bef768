package dev.warren.model.task;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Makes UUIDs of version 7 (RFC 9562 §5.7) that rise strictly within one instance: the ledger is partitioned by them,
 * and tasks of one gateway are ordered by them. The 12 bits after the millisecond are a counter (method 1 of §6.2)
 * that is seeded anew each millisecond and, when it overflows, runs ahead of the clock.
 */
public final class TimeOrderedId {

    private static final int COUNTER_LIMIT = 1 << 12;
    private static final int COUNTER_SEED_LIMIT = 1 << 10;

    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private long millis;
    private int counter;

    public TimeOrderedId(Clock clock) {
        this.clock = clock;
    }

    /** The next id; greater than every one this instance gave before. */
    public UUID next() {
        long low = random.nextLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
        return new UUID(nextHigh(), low);
    }

    private synchronized long nextHigh() {
        long now = clock.millis();
        if (now > millis) {
            millis = now;
            counter = random.nextInt(COUNTER_SEED_LIMIT);
        } else if (++counter == COUNTER_LIMIT) {
            millis++;
            counter = 0;
        }
        return millis << 16 | 0x7000 | counter;
    }

    /** The smallest id of version 7 that could have been made at {@code time}: a bound for searching by time. */
    public static UUID firstAt(Instant time) {
        return new UUID(time.toEpochMilli() << 16 | 0x7000, 0x8000_0000_0000_0000L);
    }

    /** When {@code id}, which must be of version 7, was made; to the millisecond. */
    public static Instant timeOf(UUID id) {
        if (id.version() != 7) {
            throw new IllegalArgumentException(id + " is not a UUID of version 7");
        }
        return Instant.ofEpochMilli(id.getMostSignificantBits() >>> 16);
    }
}
