package dev.warren.store.group;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets many concurrent requests share one round trip to the ledger. While a group is under way the next one gathers;
 * where nothing waits, a request is a group of its own and goes at once. So an idle system adds no delay and a busy
 * one needs few commits. The idea is that of group commit in databases (Gawlick and Kinkade, 1985, on IMS Fast Path).
 *
 * <p>A statement costs the ledger as much as some dozens of its rows, so where many come, a group waits a few milliseconds
 * for more of them, for as long as more do come.
 *
 * <p>One thread sends the groups, in the order in which the requests came.
 *
 * @param <Q> a request
 * @param <A> its answer
 */
public final class GroupCommit<Q, A> implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GroupCommit.class);

    /** A group as large as this says that many come. */
    private static final int BUSY = 8;

    private static final long GATHERING_STEP_NANOS = 1_000_000;
    private static final long LONGEST_GATHERING_NANOS = Duration.ofMillis(10).toNanos();

    private record Waiting<Q, A>(Q request, CompletableFuture<A> answer, long since) {}

    private final BlockingQueue<Waiting<Q, A>> waiting;
    private final int largestGroup;
    private final long longestWaitNanos;
    private final Function<List<Q>, List<A>> statement;
    private final Predicate<Throwable> faultOfOneRequest;
    private final Thread sender;
    private volatile long sendingSince;
    private volatile boolean closed;
    private volatile @Nullable BiConsumer<Integer, Duration> observer;
    private volatile Runnable afterGroup = () -> {};

    /**
     * @param name of the thread that sends the groups
     * @param limits how large a group, how many waiting requests, how long a wait
     * @param statement answers a group: as many answers as requests, in their order
     * @param faultOfOneRequest whether a failed statement may be a single request's fault; then the group's requests
     *     are tried again one by one, so that none fails for its neighbours
     */
    public GroupCommit(
            String name, Limits limits, Function<List<Q>, List<A>> statement, Predicate<Throwable> faultOfOneRequest) {
        this.waiting = new ArrayBlockingQueue<>(limits.mostWaiting());
        this.largestGroup = limits.largestGroup();
        this.longestWaitNanos = limits.longestWait().toNanos();
        this.statement = statement;
        this.faultOfOneRequest = faultOfOneRequest;
        this.sender = Thread.ofPlatform().name(name).daemon().start(this::sendUntilClosed);
    }

    /**
     * When a group grows no more, and when requests are refused.
     *
     * @param largestGroup requests of one statement
     * @param mostWaiting requests that may wait; one more is refused with {@link Overloaded}
     * @param longestWait how long the statement under way may last before further requests are refused
     */
    public record Limits(int largestGroup, int mostWaiting, Duration longestWait) {}

    /** Too much waits already; nothing was done for this request. */
    public static final class Overloaded extends RuntimeException {
        Overloaded(String message) {
            super(message);
        }
    }

    /** Calls {@code observer} after each group with its size and the time from its first request to its answer. */
    public void observe(BiConsumer<Integer, Duration> observer) {
        this.observer = observer;
    }

    /**
     * Calls {@code afterGroup} on the sender's thread once every request of a group has its answer, so that whoever goes
     * on with the answers can do something for all of them at once.
     */
    public void afterGroup(Runnable afterGroup) {
        this.afterGroup = afterGroup;
    }

    /**
     * Adds a request to the next group. Completes with its answer or the statement's failure, on the sender's thread:
     * whoever goes on with it must be quick or switch threads.
     *
     * @throws Overloaded where too much waits already
     */
    public CompletableFuture<A> submit(Q request) {
        long now = System.nanoTime();
        long since = sendingSince;
        if (since != 0 && now - since > longestWaitNanos) {
            throw new Overloaded("the ledger has not answered for "
                    + Duration.ofNanos(now - since).toMillis() + " ms");
        }
        var added = new Waiting<Q, A>(request, new CompletableFuture<>(), now);
        if (closed || !waiting.offer(added)) {
            throw new Overloaded(closed ? "shutting down" : waiting.size() + " requests wait for the ledger");
        }
        if (closed && waiting.remove(added)) {
            throw new Overloaded("shutting down");
        }
        return added.answer();
    }

    /** Whether the calling thread is the sender's, so that {@link #afterGroup} follows. */
    public boolean isAnswering() {
        return Thread.currentThread() == sender;
    }

    /** How many requests wait for a group now. */
    public int waiting() {
        return waiting.size();
    }

    private void sendUntilClosed() {
        var group = new ArrayList<Waiting<Q, A>>(largestGroup);
        boolean busy = false;
        try {
            while (!closed || !waiting.isEmpty()) {
                group.add(waiting.take());
                sendingSince = System.nanoTime() | 1;
                try {
                    if (busy && !closed) {
                        gather();
                    }
                    waiting.drainTo(group, largestGroup - 1);
                    busy = group.size() >= BUSY;
                    send(group);
                    runAfterGroup();
                } finally {
                    sendingSince = 0;
                    group.clear();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // close() wakes an idle sender this way
        }
        for (Waiting<Q, A> left : waiting) {
            left.answer().completeExceptionally(new Overloaded("shutting down"));
        }
    }

    /** Every request has its answer by then; the sender goes on whatever happens here. */
    private void runAfterGroup() {
        try {
            afterGroup.run();
        } catch (RuntimeException e) {
            log.error("What follows a group of {} failed, goes on", sender.getName(), e);
        }
    }

    /** Waits while more come, until they fill a group or have taken long enough. */
    private void gather() {
        long began = System.nanoTime();
        int before = -1;
        int now = waiting.size();
        while (now > before && now < largestGroup && System.nanoTime() - began < LONGEST_GATHERING_NANOS) {
            LockSupport.parkNanos(GATHERING_STEP_NANOS);
            before = now;
            now = waiting.size();
        }
    }

    private void send(List<Waiting<Q, A>> group) {
        try {
            List<A> answers =
                    statement.apply(group.stream().map(Waiting::request).toList());
            if (answers.size() != group.size()) {
                throw new IllegalStateException(answers.size() + " answers to " + group.size() + " requests");
            }
            tellObserver(group);
            for (int i = 0; i < group.size(); i++) {
                group.get(i).answer().complete(answers.get(i));
            }
        } catch (RuntimeException | Error e) {
            if (group.size() > 1 && faultOfOneRequest.test(e)) {
                group.forEach(one -> send(List.of(one)));
            } else {
                group.forEach(one -> one.answer().completeExceptionally(e));
            }
        }
    }

    private void tellObserver(List<Waiting<Q, A>> group) {
        BiConsumer<Integer, Duration> told = observer;
        if (told != null) {
            told.accept(
                    group.size(),
                    Duration.ofNanos(System.nanoTime() - group.getFirst().since()));
        }
    }

    /** Takes no further requests, answers those that wait, and ends the thread. */
    @Override
    public void close() {
        closed = true;
        while (sender.isAlive()) {
            if (waiting.isEmpty() && sendingSince == 0) {
                sender.interrupt();
            }
            try {
                sender.join(Duration.ofMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}
