package dev.warren.chaos.check;

import java.util.List;

/** Compares what clients were told and what agents did with the ledger and the broker, once everything is quiet. */
public final class Check {

    private final Evidence evidence;

    public Check(Evidence evidence) {
        this.evidence = evidence;
    }

    /** Looks at everything and answers one result for each invariant, in their order. */
    public List<InvariantResult> run() {
        throw new UnsupportedOperationException("nothing is checked yet: " + evidence);
    }
}
