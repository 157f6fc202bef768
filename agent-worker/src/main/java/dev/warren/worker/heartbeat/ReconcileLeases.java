package dev.warren.worker.heartbeat;

import dev.warren.store.worker.Lease;
import dev.warren.worker.consume.ClaimDeliveries;
import dev.warren.worker.finish.FinishResults;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.run.RunAttempts;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Compares what the ledger holds to run here with what does. A task that was claimed by a statement whose answer was lost
 * is given back, uncharged.
 */
public final class ReconcileLeases {

    private final ClaimDeliveries claims;
    private final RunAttempts runs;
    private final FinishResults results;

    public ReconcileLeases(ClaimDeliveries claims, RunAttempts runs, FinishResults results) {
        this.claims = claims;
        this.runs = runs;
        this.results = results;
    }

    void compare(Incarnation me) {
        // Known before or after: what moves from one place to the next while the ledger answers is known to one of
        // them.
        Known before = known();
        List<Lease> leases = me.life().leases();
        Known after = known();
        leases.stream()
                .filter(lease -> !before.contains(lease) && !after.contains(lease))
                .forEach(lease -> runs.release(me, lease));
    }

    private Known known() {
        Set<UUID> claimed = claims.underWay();
        Set<Lease> leases = new HashSet<>(runs.running());
        leases.addAll(results.unwritten());
        return new Known(claimed, leases);
    }

    private record Known(Set<UUID> claimed, Set<Lease> leases) {
        boolean contains(Lease lease) {
            return claimed.contains(lease.task()) || leases.contains(lease);
        }
    }
}
