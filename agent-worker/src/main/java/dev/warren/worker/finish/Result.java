package dev.warren.worker.finish;

import dev.warren.store.finish.AttemptResult;
import dev.warren.worker.lease.Incarnation;

/**
 * How an attempt of this worker ended, on its way to the ledger.
 *
 * @param incarnation that claimed it; after its death the result counts no more
 * @param version of the agent that ran, empty where none did
 * @param freed called once, when the slot of the attempt is not needed for it any more: at once while few results are under
 *     way, else when it is written, or dropped for good
 */
public record Result(Incarnation incarnation, String agent, String version, AttemptResult attempt, Runnable freed) {

    Result with(AttemptResult other) {
        return new Result(incarnation, agent, version, other, freed);
    }

    Result freeing(Runnable other) {
        return new Result(incarnation, agent, version, attempt, other);
    }
}
