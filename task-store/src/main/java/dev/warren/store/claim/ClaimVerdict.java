package dev.warren.store.claim;

/** What the ledger says to a claim; it decides what happens to the message. */
public sealed interface ClaimVerdict {

    /** The task is this worker's; the message is acknowledged. */
    record Claimed(ClaimedTask task) implements ClaimVerdict {}

    /** The row says no, and will say no to this message for ever; the message is acknowledged and forgotten. */
    record RowRefuses() implements ClaimVerdict {}

    /** This worker may not have it, or not now; the message goes back to its queue. */
    record NotMe() implements ClaimVerdict {}
}
