package dev.warren.worker.progress;

import dev.warren.model.message.MessageCodec;
import dev.warren.model.message.TokensMade;
import dev.warren.model.message.TokensMade.Piece;
import dev.warren.model.topology.Topology;
import dev.warren.store.worker.Lease;
import dev.warren.worker.event.PlainText;
import dev.warren.worker.event.SendEvents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells pieces of outputs in the making: what comes within some milliseconds is one message, for all attempts. Nobody relies
 * on it; what comes faster than the broker takes it is dropped, and the numbers of the pieces show the gap.
 */
public final class TellTokens implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TellTokens.class);
    private static final Duration EVERY = Duration.ofMillis(50);
    /** Characters of one message, whose JSON must stay below 1 MiB whatever they are. */
    private static final int MOST_WAITING = 128 * 1024;

    /** What an attempt has said: how much, and what of it is not sent yet. */
    private static final class Stream {
        private final Speaker who;
        private final StringBuilder unsent = new StringBuilder();
        private long sent;

        Stream(Speaker who) {
            this.who = who;
        }
    }

    private final SendEvents events;
    private final MessageCodec<TokensMade> codec = new MessageCodec<>(TokensMade.class);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition something = lock.newCondition();
    private final Map<Lease, Stream> streams = new LinkedHashMap<>();
    private int waiting;
    private final Thread thread;

    public TellTokens(SendEvents events) {
        this.events = events;
        this.thread = Thread.ofVirtual().name("warren-tokens").start(this::tellUntilClosed);
    }

    /** Never blocks for long. */
    public void tell(Speaker who, String text) {
        if (text.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            Stream stream = streams.computeIfAbsent(who.lease(), lease -> new Stream(who));
            stream.unsent.append(text);
            waiting += text.length();
            if (waiting > MOST_WAITING) {
                drop(stream);
            }
            something.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Leaves a gap in what {@code stream} tells. */
    private void drop(Stream stream) {
        log.debug("Drops tokens of task {}", stream.who.lease().task());
        int length = stream.unsent.length();
        stream.sent += length;
        waiting -= length;
        stream.unsent.setLength(0);
    }

    /** The attempt has ended: what it said goes before the news of its end. */
    public void ended(Lease lease) {
        lock.lock();
        try {
            Stream stream = streams.remove(lease);
            if (stream != null && !stream.unsent.isEmpty()) {
                send(List.of(piece(stream, stream.unsent.length())));
            }
        } finally {
            lock.unlock();
        }
    }

    private void tellUntilClosed() {
        try {
            while (true) {
                awaitSomething();
                Thread.sleep(EVERY);
                lock.lock();
                try {
                    send(take());
                } catch (RuntimeException e) {
                    log.error("Telling tokens failed, goes on", e);
                } finally {
                    lock.unlock();
                }
            }
        } catch (InterruptedException e) {
            log.trace("Closed", e);
        }
    }

    private void awaitSomething() throws InterruptedException {
        lock.lock();
        try {
            while (waiting == 0) {
                something.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private List<Piece> take() {
        List<Piece> pieces = new ArrayList<>();
        for (Stream stream : streams.values()) {
            int length = stream.unsent.length();
            if (length > 0 && Character.isHighSurrogate(stream.unsent.charAt(length - 1))) {
                length--; // its other half comes with the next token
            }
            if (length > 0) {
                pieces.add(piece(stream, length));
            }
        }
        return pieces;
    }

    private Piece piece(Stream stream, int length) {
        Speaker who = stream.who;
        var piece = new Piece(
                who.lease().task(),
                who.run(),
                who.attempt(),
                stream.sent,
                PlainText.of(stream.unsent.substring(0, length)));
        stream.unsent.delete(0, length);
        stream.sent += length;
        waiting -= length;
        return piece;
    }

    private void send(List<Piece> pieces) {
        if (!pieces.isEmpty()) {
            events.send(Topology.EVENT_TOKEN, TokensMade.TYPE, codec.write(new TokensMade(pieces)));
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
