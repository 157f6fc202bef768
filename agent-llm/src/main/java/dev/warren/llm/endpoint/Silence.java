package dev.warren.llm.endpoint;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Closes a stream from which nothing has come for too long, so that whoever reads it does not wait for ever. */
final class Silence implements AutoCloseable {

    private static final ScheduledExecutorService CLOCK = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("llm-silence").factory());

    private final Closeable stream;
    private final Duration longest;
    private volatile long heardAt = System.nanoTime();
    private volatile boolean tooLong;
    private volatile ScheduledFuture<?> next;

    Silence(Closeable stream, Duration longest) {
        this.stream = stream;
        this.longest = longest;
        this.next = CLOCK.schedule(this::look, longest.toNanos(), TimeUnit.NANOSECONDS);
    }

    void heard() {
        heardAt = System.nanoTime();
    }

    boolean tooLong() {
        return tooLong;
    }

    private void look() {
        long left = longest.toNanos() - (System.nanoTime() - heardAt);
        if (left > 0) {
            next = CLOCK.schedule(this::look, left, TimeUnit.NANOSECONDS);
            return;
        }
        tooLong = true;
        // On a thread of its own: the clock serves all calls, and closing may take a moment.
        Thread.startVirtualThread(() -> {
            try {
                stream.close();
            } catch (IOException e) {
                // It is broken already, which the reader learns as well.
            }
        });
    }

    @Override
    public void close() {
        next.cancel(false);
    }
}
