package dev.warren.outbound;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Cuts the exchanges that are over their time, or that nobody wants any more. One thread looks at all of them, because a
 * caller's wish to stop can only be asked for.
 */
final class WatchExchanges implements AutoCloseable {

    /** At most this long a canceled exchange goes on. */
    static final Duration INTERVAL = Duration.ofMillis(200);

    private final Set<Exchange> open = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("warren-outbound").factory());

    WatchExchanges() {
        watch.scheduleWithFixedDelay(
                () -> open.forEach(Exchange::cutIfDue),
                INTERVAL.toMillis(),
                INTERVAL.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    void begin(Exchange exchange) {
        open.add(exchange);
    }

    void end(Exchange exchange) {
        open.remove(exchange);
    }

    /** Cuts everything that is still open. */
    @Override
    public void close() {
        watch.shutdownNow();
        open.forEach(Exchange::cut);
    }
}
