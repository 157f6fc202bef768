package dev.warren.worker.start;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Does something that may hang, and waits for it only so long. */
final class AtMost {

    private static final Logger log = LoggerFactory.getLogger(AtMost.class);

    private AtMost() {}

    /** @param who may not answer, for the log */
    static void run(Duration longest, String who, Runnable step) {
        await(longest, who, begin(who, step));
    }

    /** Begins {@code step}, for {@link #await}. */
    static Thread begin(String who, Runnable step) {
        return Thread.ofVirtual().name("warren-stop").start(() -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                log.warn("{} does not help to stop in order: {}", who, e.getMessage());
                log.debug("The failure", e);
            }
        });
    }

    static void await(Duration longest, String who, Thread step) {
        try {
            if (!step.join(longest)) {
                log.warn("{} does not answer, the end goes on without", who);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
