package dev.warren.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * So many requests a second, whether or not those before are answered. A latency counts from the moment at which its
 * request was due, so that a request which had to wait for a connection tells of it.
 */
public final class OpenLoop implements Load {

    private static final int BUFFER = 64 * 1024;
    private static final long NO_MORE = Long.MIN_VALUE;

    private final InetSocketAddress gateway;
    private final Supplier<Request> requests;
    private final int connections;
    private final int rate;
    private final Duration time;

    /**
     * @param connections most requests that are on their way at once
     * @param rate requests a second, 1 or more
     */
    public OpenLoop(URI gateway, Supplier<Request> requests, int connections, int rate, Duration time) {
        this.gateway = new InetSocketAddress(gateway.getHost(), gateway.getPort());
        this.requests = requests;
        this.connections = connections;
        this.rate = rate;
        this.time = time;
    }

    @Override
    public LoadResult run(AtomicLong acceptedSoFar) throws IOException, InterruptedException {
        var run = new Run(new Answers(acceptedSoFar));
        try {
            run.connect();
            return run.result();
        } finally {
            run.close();
        }
    }

    /** A thread for each connection: at such rates, what counts is to be woken at the right moment, not to share looks. */
    private final class Run {
        private final Answers answers;
        private final BlockingQueue<Long> due = new LinkedBlockingQueue<>();
        private final AtomicReference<@Nullable IOException> failure = new AtomicReference<>();
        private final AtomicLong lastAnswer = new AtomicLong();
        private final List<Thread> threads = new ArrayList<>();
        private final List<KeptConnection> kept = new ArrayList<>();

        Run(Answers answers) {
            this.answers = answers;
        }

        void connect() throws IOException {
            for (int i = 0; i < connections; i++) {
                var connection = new KeptConnection(gateway);
                kept.add(connection);
                threads.add(Thread.ofPlatform().name("load-" + i).daemon().unstarted(() -> serve(connection)));
            }
            threads.forEach(Thread::start);
        }

        LoadResult result() throws IOException, InterruptedException {
            Instant began = Instant.now();
            long start = System.nanoTime();
            lastAnswer.set(start);
            long count = time.toNanos() * rate / 1_000_000_000L;
            for (long i = 0; i < count && failure.get() == null; i++) {
                long next = start + i * 1_000_000_000L / rate;
                for (long wait = next - System.nanoTime(); wait > 0; wait = next - System.nanoTime()) {
                    LockSupport.parkNanos(wait);
                    if (Thread.interrupted()) {
                        throw new InterruptedException();
                    }
                }
                due.add(next);
            }
            threads.forEach(thread -> due.add(NO_MORE));
            for (Thread thread : threads) {
                thread.join();
            }
            IOException failed = failure.get();
            if (failed != null) {
                throw failed;
            }
            return new LoadResult(
                    answers.accepted(),
                    answers.byStatus(),
                    answers.reconnects(),
                    answers.latency(),
                    began,
                    Duration.ofNanos(lastAnswer.get() - start),
                    0);
        }

        private void serve(KeptConnection connection) {
            KeptConnection current = connection;
            ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
            try {
                for (long dueAt = due.take(); dueAt != NO_MORE && failure.get() == null; dueAt = due.take()) {
                    current = exchange(current, buffer, dueAt);
                }
            } catch (IOException e) {
                failure.compareAndSet(null, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        private KeptConnection exchange(KeptConnection connection, ByteBuffer buffer, long dueAt) throws IOException {
            connection.begin(requests.get(), dueAt);
            boolean sent = connection.flush();
            while (!sent) {
                sent = connection.flush();
            }
            boolean complete = connection.receive(buffer);
            while (!complete) {
                complete = connection.receive(buffer);
            }
            long now = System.nanoTime();
            lastAnswer.accumulateAndGet(now, Math::max);
            answers.count(connection.status(), connection.accepted(), now - connection.sentAt());
            if (!connection.closes()) {
                return connection;
            }
            answers.countReconnect();
            connection.close();
            var fresh = new KeptConnection(gateway);
            synchronized (kept) {
                kept.add(fresh);
            }
            return fresh;
        }

        void close() throws IOException {
            threads.forEach(Thread::interrupt);
            synchronized (kept) {
                for (KeptConnection connection : kept) {
                    connection.close();
                }
            }
        }
    }
}
