package dev.warren.worker.lease;

import dev.warren.store.worker.WorkerLife;
import java.util.UUID;

/**
 * One life of this worker. It ends when the ledger refuses its heartbeat; the process then goes on with a new one, and
 * what belongs to the old one may no longer write anything.
 */
public final class Incarnation {

    private final UUID id;
    private final WorkerLife life;
    private final LeaseClock lease;
    private volatile boolean dead;

    public Incarnation(UUID id, WorkerLife life, LeaseClock lease) {
        this.id = id;
        this.life = life;
        this.lease = lease;
    }

    public UUID id() {
        return id;
    }

    /** This incarnation in the ledger. */
    public WorkerLife life() {
        return life;
    }

    public LeaseClock lease() {
        return lease;
    }

    /** The ledger took it for dead; there is no way back. */
    public void die() {
        dead = true;
    }

    public boolean isDead() {
        return dead;
    }

    /** Whether it may start tasks and write results now, by the clock, not by what was last noticed. */
    public boolean holdsLease() {
        return !dead && lease.isValid();
    }

    @Override
    public String toString() {
        return id.toString();
    }
}
