package dev.warren.worker.start;

import dev.warren.worker.lease.Incarnation;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Ready while the worker is registered, its heartbeat fresh, and nobody asked it to drain. Without a broker it is degraded: nothing reaches it, and a
 * restart would only stop what it runs.
 */
final class WorkerHealth extends AbstractHealthIndicator {

    static final Status DEGRADED = new Status("DEGRADED", "the broker is away");

    private final Worker worker;

    WorkerHealth(Worker worker) {
        this.worker = worker;
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        Incarnation me = worker.current().orNull();
        if (me == null) {
            health.outOfService().withDetail("waitsFor", "the ledger");
            return;
        }
        if (!me.holdsLease()) {
            health.outOfService().withDetail("waitsFor", "an accepted heartbeat");
        } else if (worker.draining().isAsked()) {
            health.outOfService().withDetail("draining", true);
        } else if (worker.isBrokerAway()) {
            health.status(DEGRADED);
        } else {
            health.up();
        }
        health.withDetail("incarnation", me.id())
                .withDetail("slots", worker.slots().total())
                .withDetail("slotsUsed", worker.slots().used());
    }
}
