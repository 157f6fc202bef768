package dev.warren.worker.lease;

import dev.warren.model.task.RetryPolicy;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.group.GroupCommit;
import dev.warren.store.worker.Lease;
import dev.warren.worker.agent.CanceledException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;

/**
 * An attempt's hold on its task.
 *
 * @param mustStop whether the attempt was told to stop
 * @param lose tells the attempt that the task is no longer its own, so that it stops and writes nothing
 */
public record Ownership(Incarnation incarnation, Lease lease, BooleanSupplier mustStop, Runnable lose) {

    private static final Logger log = LoggerFactory.getLogger(Ownership.class);
    private static final RetryPolicy RETRY = new RetryPolicy(Duration.ofMillis(100), 2, Duration.ofSeconds(2), 0.2);
    /** What the ledger refuses this often it cannot hold; a deadlock is over by then. */
    private static final int MOST_REFUSALS = 3;

    /**
     * Asks the ledger, and while it is away again and again for as long as the attempt may go on.
     *
     * @param what is asked, for people
     * @throws CanceledException the attempt must stop
     * @throws IllegalStateException the ledger is there and refuses
     */
    public <T> T ask(String what, Supplier<T> question) {
        if (mustStop.getAsBoolean()) {
            throw new CanceledException();
        }
        return insist(what, question);
    }

    /**
     * As {@link #ask}, and once even where the attempt must stop: what is to be kept is done, and may have been expensive.
     * Whoever gets the task next will find it.
     */
    public <T> T insist(String what, Supplier<T> question) {
        int refusals = 0;
        for (int failures = 1; ; failures++) {
            if (incarnation.holdsLease()) {
                try {
                    return question.get();
                } catch (DataAccessException | GroupCommit.Overloaded e) {
                    if (LedgerFailures.mayBeOfOneRow(e) && ++refusals == MOST_REFUSALS) {
                        throw new IllegalStateException("The ledger refuses " + what, e);
                    }
                    if (failures == 1) {
                        log.warn("Waits with {}, the ledger does not answer: {}", what, e.getMessage());
                    }
                }
            }
            if (mustStop.getAsBoolean()) {
                throw new CanceledException();
            }
            pause(RETRY.delayAfter(failures, ThreadLocalRandom.current()));
        }
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            // The calling thread must stop, and still knows it.
            Thread.currentThread().interrupt();
            throw new CanceledException();
        }
    }

    /** The ledger says that the task is no longer this attempt's. */
    public CanceledException lost() {
        log.info("Task {} is no longer this attempt's, which stops", lease.task());
        lose.run();
        return new CanceledException();
    }
}
