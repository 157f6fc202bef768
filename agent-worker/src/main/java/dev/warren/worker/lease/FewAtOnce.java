package dev.warren.worker.lease;

import dev.warren.worker.agent.CanceledException;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Lets few of the questions that attempts have themselves be at the ledger at once: there may be thousands of attempts, and
 * claims and results must not wait for a connection behind them.
 */
public final class FewAtOnce {

    private final Semaphore room;

    /** @param most questions at once, 1 or more */
    public FewAtOnce(int most) {
        this.room = new Semaphore(most, true);
    }

    /** @throws CanceledException the calling thread was interrupted while it waited, and still knows it */
    public <T> T ask(Supplier<T> question) {
        try {
            room.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CanceledException();
        }
        try {
            return question.get();
        } finally {
            room.release();
        }
    }
}
