package dev.warren.worker.hosting;

import dev.warren.store.agent.DeclaredAgents;
import dev.warren.worker.lease.Incarnation;

/** Reads from the ledger which agents are paused, and which declared ones this worker runs. */
public final class ReadRegistry {

    private final DeclaredAgents ledger;
    private final DeclaredHere declared;
    private final PausedAgents paused;
    private final Runnable onChange;

    /** @param onChange called when an agent has come, gone or changed; must be quick */
    public ReadRegistry(DeclaredAgents ledger, DeclaredHere declared, PausedAgents paused, Runnable onChange) {
        this.ledger = ledger;
        this.declared = declared;
        this.paused = paused;
        this.onChange = onChange;
    }

    /** @throws org.springframework.dao.DataAccessException the ledger does not answer; all stays as it was */
    public void read(Incarnation me) {
        paused.are(me.life().pausedAgents());
        // One at a time: an older list must not come after a younger one.
        synchronized (this) {
            if (!declared.endpoints().isEmpty() && declared.are(ledger.at(declared.endpoints()))) {
                onChange.run();
            }
        }
    }
}
