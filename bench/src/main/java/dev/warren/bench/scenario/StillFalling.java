package dev.warren.bench.scenario;

import java.sql.SQLException;
import java.time.Duration;

/** Looks whether a count still changes. Such a count reads many rows, so it is not taken at each look. */
final class StillFalling implements AwaitDone.Look {

    private static final long BETWEEN_COUNTS = Duration.ofSeconds(1).toNanos();
    /** A gateway notes what was confirmed two seconds ago, twice a second. */
    private static final long SETTLED = Duration.ofSeconds(4).toNanos();

    private final Count count;
    private long last = -1;
    private long changedAt;
    private long countedAt;

    StillFalling(Count count) {
        this.count = count;
    }

    interface Count {
        long now() throws SQLException;
    }

    /** False once there is nothing left, or as much as four seconds ago. */
    @Override
    public boolean findsOpen() throws SQLException {
        if (last >= 0 && System.nanoTime() - countedAt < BETWEEN_COUNTS) {
            return true;
        }
        long present = count.now();
        countedAt = System.nanoTime();
        if (present != last) {
            last = present;
            changedAt = countedAt;
        }
        return present > 0 && countedAt - changedAt < SETTLED;
    }
}
