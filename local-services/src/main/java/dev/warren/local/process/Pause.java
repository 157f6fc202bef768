package dev.warren.local.process;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The breath between two looks at something that has no way to call back: a port, a file, a foreign process. */
public final class Pause {

    private Pause() {}

    public static void of(Duration duration) {
        LockSupport.parkNanos(duration.toNanos());
    }
}
