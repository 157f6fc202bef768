package dev.warren.gateway.publish;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * The messages of one channel that the broker has neither confirmed nor refused. One thread sends and adds; the client's
 * reading thread takes away.
 */
final class Unconfirmed {

    private record Sent(Outgoing message, long at) {}

    private final ConcurrentSkipListMap<Long, Sent> bySequence = new ConcurrentSkipListMap<>();
    private final Set<UUID> returned = ConcurrentHashMap.newKeySet();
    private final Semaphore room;

    Unconfirmed(int most) {
        this.room = new Semaphore(most);
    }

    /** Waits for room for one more; answers false where there was none for {@code time}. */
    boolean awaitRoom(Duration time) throws InterruptedException {
        return room.tryAcquire(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    void freeRoom() {
        room.release();
    }

    /** Notes a message right before it is sent; its room was taken with {@link #awaitRoom}. */
    void add(long sequence, Outgoing message) {
        bySequence.put(sequence, new Sent(message, System.nanoTime()));
    }

    /** The message of this task found no queue. The broker says so before it confirms the message. */
    void markReturned(UUID task) {
        returned.add(task);
    }

    /** Whether this message came back; asked once, when it is confirmed. */
    boolean takeReturned(Outgoing message) {
        return !returned.isEmpty() && returned.remove(message.task().id());
    }

    /** Takes what the broker's answer speaks of, in the order it was sent. */
    List<Outgoing> settle(long sequence, boolean multiple) {
        var settled = new ArrayList<Outgoing>();
        if (multiple) {
            for (Map.Entry<Long, Sent> first = bySequence.firstEntry();
                    first != null && first.getKey() <= sequence;
                    first = bySequence.firstEntry()) {
                take(first.getKey(), settled);
            }
        } else {
            take(sequence, settled);
        }
        return settled;
    }

    /** Takes everything: the channel is gone, and what became of these is unknown. */
    List<Outgoing> abandon() {
        return settle(Long.MAX_VALUE, true);
    }

    /** How many they are; counts them one by one. */
    int size() {
        return bySequence.size();
    }

    boolean isEmpty() {
        return bySequence.isEmpty();
    }

    /** Whether a message has waited for its confirm for longer than {@code time}. */
    boolean isOverdue(Duration time) {
        Map.Entry<Long, Sent> oldest = bySequence.firstEntry();
        return oldest != null && System.nanoTime() - oldest.getValue().at() > time.toNanos();
    }

    private void take(Long sequence, List<Outgoing> settled) {
        Sent sent = bySequence.remove(sequence);
        if (sent != null) {
            settled.add(sent.message());
            room.release();
        }
    }
}
