package dev.warren.chaos.proxy;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** The present trouble of a proxy, and where its connections wait while bytes go nowhere. */
final class TroubleSwitch {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Trouble trouble = new Trouble.None();
    private long generation;

    void set(Trouble next) {
        lock.lock();
        try {
            trouble = next;
            generation++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    Trouble now() {
        lock.lock();
        try {
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    /** Rises with each change. */
    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /** Waits while bytes of this direction go nowhere; answers the trouble in which they go on. */
    Trouble awaitPassage(Direction direction) throws InterruptedException {
        lock.lock();
        try {
            while (trouble instanceof Trouble.BlackHole hole
                    && hole.directions().contains(direction)) {
                changed.await();
            }
            return trouble;
        } finally {
            lock.unlock();
        }
    }

    /** Sleeps, or returns at once where the trouble changes meanwhile. */
    void pause(long millis) throws InterruptedException {
        lock.lock();
        try {
            long seen = generation;
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && generation == seen) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }
}
