package dev.warren.bench.inprocess;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several threads, each of which enqueues its next job as soon as the library has taken the one before. */
final class EnqueueLoad {

    /** Enough that their commits share writes of the log. */
    private static final int THREADS = 16;

    private final JobLibrary library;
    private final String input;

    EnqueueLoad(JobLibrary library, String input) {
        this.library = library;
        this.input = input;
    }

    /** @throws IllegalStateException where the library has refused a job */
    Enqueued run(Duration time) throws InterruptedException {
        Instant began = Instant.now();
        long start = System.nanoTime();
        long accepted = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Long>> producers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                producers.add(threads.submit(() -> enqueueUntil(start + time.toNanos())));
            }
            for (Future<Long> producer : producers) {
                accepted += producer.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a job was refused", e.getCause());
        }
        return new Enqueued(accepted, began, System.nanoTime() - start);
    }

    private long enqueueUntil(long end) {
        long many = 0;
        while (System.nanoTime() < end) {
            library.enqueue(input);
            many++;
        }
        return many;
    }
}
