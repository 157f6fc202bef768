package dev.warren.worker.finish;

import dev.warren.store.finish.AttemptResult;
import dev.warren.worker.lease.Incarnation;

/**
 * How an attempt of this worker ended, on its way to the ledger.
 *
 * @param incarnation that claimed it; after its death the result counts no more
 * @param settled called once the result is written, or dropped for good
 */
public record Result(Incarnation incarnation, String agent, AttemptResult attempt, Runnable settled) {

    Result with(AttemptResult other) {
        return new Result(incarnation, agent, other, settled);
    }
}
