package dev.warren.worker.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that the worker waits for a queue: at once, and then every half a minute. */
final class LogMissing {

    private static final Logger log = LoggerFactory.getLogger(LogMissing.class);
    private static final long EVERY = Duration.ofSeconds(30).toNanos();

    private final Map<String, Long> saidAt = new HashMap<>();

    void report(String queue) {
        long now = System.nanoTime();
        Long before = saidAt.get(queue);
        if (before == null || now - before > EVERY) {
            log.info("Waits for queue {}: a gateway declares it when it is there and knows the agent", queue);
            saidAt.put(queue, now);
        }
    }

    void found(String queue) {
        if (saidAt.remove(queue) != null) {
            log.info("Queue {} is there", queue);
        }
    }
}
