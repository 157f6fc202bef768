package dev.warren.worker.consume;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says that messages of a queue cannot be read: the first at once, further ones together every ten seconds. */
final class LogUnreadable {

    private static final Logger log = LoggerFactory.getLogger(LogUnreadable.class);
    private static final long EVERY = Duration.ofSeconds(10).toNanos();

    private final Map<String, Unsaid> byQueue = new HashMap<>();

    private static final class Unsaid {
        private long saidAt = System.nanoTime() - EVERY;
        private int count;
    }

    synchronized void report(String queue, String reason) {
        Unsaid unsaid = byQueue.computeIfAbsent(queue, name -> new Unsaid());
        unsaid.count++;
        long now = System.nanoTime();
        if (now - unsaid.saidAt >= EVERY) {
            log.warn(
                    "{} messages in {} cannot be read and go to the dead letters; the last one: {}",
                    unsaid.count,
                    queue,
                    reason);
            unsaid.saidAt = now;
            unsaid.count = 0;
        } else {
            log.debug("A message in {} cannot be read: {}", queue, reason);
        }
    }
}
