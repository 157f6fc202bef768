package dev.warren.bench.scenario;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;

/** Waits until what has to be done for tasks that were accepted is done, whatever does it. */
public final class AwaitDone {

    private static final Duration LOOK = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Tasks a second; what needs longer than this for what it has accepted is stuck. */
    private static final int SLOWEST = 50;

    private AwaitDone() {}

    /** A look at what goes on. */
    public interface Look {
        /** Whether something is still to be done for one of them. */
        boolean findsOpen() throws IOException, InterruptedException, SQLException;
    }

    /** Whether all of it was done within the patience that so many tasks deserve. */
    public static boolean of(long tasks, Look look) throws IOException, InterruptedException, SQLException {
        long end = System.nanoTime() + PATIENCE.plusSeconds(tasks / SLOWEST).toNanos();
        while (look.findsOpen()) {
            if (System.nanoTime() - end > 0) {
                return false;
            }
            Thread.sleep(LOOK);
        }
        return true;
    }
}
