package dev.warren.bench.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** So many kept connections, each of which sends its next request as soon as it has the answer to the one before. */
public final class ClosedLoop implements Load {

    private static final int BUFFER = 64 * 1024;
    private static final Duration SILENCE = Duration.ofSeconds(60);

    private final InetSocketAddress gateway;
    private final Supplier<Request> requests;
    private final int connections;
    private final Limit limit;

    public ClosedLoop(URI gateway, Supplier<Request> requests, int connections, Limit limit) {
        this.gateway = new InetSocketAddress(gateway.getHost(), gateway.getPort());
        this.requests = requests;
        this.connections = connections;
        this.limit = limit;
    }

    @Override
    public LoadResult run(AtomicLong acceptedSoFar) throws IOException {
        var answers = new Answers(acceptedSoFar);
        try (Selector selector = Selector.open()) {
            var run = new Run(selector, answers);
            try {
                return run.result();
            } finally {
                run.close();
            }
        }
    }

    /** One thread serves all connections: at thousands of requests a second, each look finds several answers. */
    private final class Run {
        private final Selector selector;
        private final Answers answers;
        private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
        private long sent;
        private long open;
        private long end;
        private long lastAnswer;

        Run(Selector selector, Answers answers) {
            this.selector = selector;
            this.answers = answers;
        }

        LoadResult result() throws IOException {
            for (int i = 0; i < connections; i++) {
                var connection = new KeptConnection(gateway);
                connection.channel().configureBlocking(false);
                connection.channel().register(selector, SelectionKey.OP_READ, connection);
            }
            Instant began = Instant.now();
            long start = System.nanoTime();
            end = start + limit.time().toNanos();
            lastAnswer = start;
            for (SelectionKey key : selector.keys()) {
                send(key, start);
            }
            while (open > 0) {
                int served = selector.select(this::serve, SILENCE.toMillis());
                if (served == 0 && System.nanoTime() - lastAnswer > SILENCE.toNanos()) {
                    throw new IOException("what is measured has not answered for " + SILENCE.toSeconds() + " s");
                }
            }
            Duration span = Duration.ofNanos(lastAnswer - start);
            long interval = Math.max(1, span.toNanos() / 1000 * connections / Math.max(1, sent));
            return new LoadResult(
                    answers.accepted(),
                    answers.byStatus(),
                    answers.reconnects(),
                    answers.latency(),
                    began,
                    span,
                    interval);
        }

        private void serve(SelectionKey key) {
            try {
                var connection = (KeptConnection) key.attachment();
                if (key.isWritable()) {
                    flush(key, connection);
                }
                if (key.isReadable() && connection.receive(buffer)) {
                    answered(key, connection);
                }
            } catch (IOException e) {
                throw new BrokenConnectionException(e);
            }
        }

        private void answered(SelectionKey key, KeptConnection connection) throws IOException {
            long now = System.nanoTime();
            lastAnswer = now;
            open--;
            answers.count(connection.status(), connection.accepted(), now - connection.sentAt());
            SelectionKey next = key;
            if (connection.closes()) {
                next = reconnect(connection);
            }
            send(next, now);
        }

        private SelectionKey reconnect(KeptConnection connection) throws IOException {
            answers.countReconnect();
            connection.close();
            var fresh = new KeptConnection(gateway);
            fresh.channel().configureBlocking(false);
            return fresh.channel().register(selector, SelectionKey.OP_READ, fresh);
        }

        private void send(SelectionKey key, long now) throws IOException {
            if (now >= end || sent >= limit.requests()) {
                return;
            }
            sent++;
            open++;
            var connection = (KeptConnection) key.attachment();
            connection.begin(requests.get(), now);
            flush(key, connection);
        }

        private void flush(SelectionKey key, KeptConnection connection) throws IOException {
            boolean all = connection.flush();
            int interest = all ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
            if (key.interestOps() != interest) {
                key.interestOps(interest);
            }
        }

        void close() throws IOException {
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        }
    }
}
