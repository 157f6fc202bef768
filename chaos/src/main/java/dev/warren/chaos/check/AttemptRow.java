package dev.warren.chaos.check;

import java.util.Set;
import java.util.UUID;

/** An attempt that did not complete, as the ledger remembers it. */
record AttemptRow(int run, int attempt, UUID incarnation, long startedAt, long endedAt, String outcome) {

    private static final Set<String> CHARGED = Set.of("FAILED", "RETRIED", "TIMED_OUT", "WORKER_DIED");

    boolean isCharged() {
        return CHARGED.contains(outcome);
    }

    boolean is(String wanted) {
        return outcome.equals(wanted);
    }
}
