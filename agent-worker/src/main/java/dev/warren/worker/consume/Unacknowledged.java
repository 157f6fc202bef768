package dev.warren.worker.consume;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The deliveries of one consumer that the broker waits to hear about, so that one frame can acknowledge many: the broker
 * takes "multiple" for everything it has sent on the channel up to a delivery, so none of these may still be open.
 * What goes back does so when nothing is claimed any more, and needs no note here.
 */
final class Unacknowledged {

    /** In the order of their arrival, which is that of their tags. */
    private final Deque<Long> open = new ArrayDeque<>();

    /** Of {@link #open}, those that were acknowledged by themselves, behind one that was not. */
    private final Set<Long> alone = new HashSet<>();

    /**
     * One frame to send.
     *
     * @param multiple whether it speaks for every delivery up to {@code tag}
     */
    record Acknowledgement(long tag, boolean multiple) {}

    /** A delivery has arrived. */
    synchronized void add(long tag) {
        open.addLast(tag);
    }

    /**
     * Acknowledges {@code tags} with the fewest frames. Each tag is given once.
     *
     * @param send sends a frame; in the order of these calls, or the broker would be told of a tag that an earlier frame
     *     has spoken for
     */
    synchronized void acknowledge(List<Long> tags, Consumer<Acknowledgement> send) {
        var settled = new HashSet<>(tags);
        long last = 0;
        int together = 0;
        for (Long first = open.peekFirst(); first != null && isSettled(first, settled); first = open.peekFirst()) {
            open.removeFirst();
            alone.remove(first);
            if (settled.remove(first)) {
                last = first;
                together++;
            }
        }
        if (together > 0) {
            send.accept(new Acknowledgement(last, together > 1));
        }
        for (Long tag : tags) {
            if (settled.contains(tag)) {
                alone.add(tag);
                send.accept(new Acknowledgement(tag, false));
            }
        }
    }

    private boolean isSettled(Long tag, Set<Long> settled) {
        return settled.contains(tag) || alone.contains(tag);
    }
}
