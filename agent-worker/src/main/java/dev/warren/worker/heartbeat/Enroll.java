package dev.warren.worker.heartbeat;

import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.worker.WorkerLife;
import dev.warren.store.worker.WorkerProfile;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.lease.LeaseClock;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcOperations;

/** Begins an incarnation: announces the agents and registers the worker in the ledger. */
public final class Enroll {

    private static final Logger log = LoggerFactory.getLogger(Enroll.class);

    private final JdbcOperations ledger;
    private final WorkerProfile profile;
    private final TimeOrderedId ids;
    private final LongSupplier nanoTime;

    public Enroll(JdbcOperations ledger, WorkerProfile profile, TimeOrderedId ids, LongSupplier nanoTime) {
        this.ledger = ledger;
        this.profile = profile;
        this.ids = ids;
        this.nanoTime = nanoTime;
    }

    /** @throws org.springframework.dao.DataAccessException the ledger is away, or too old */
    public Incarnation enroll() {
        UUID id = ids.next();
        var life = new WorkerLife(ledger, id);
        profile.agents().forEach(life::announce);
        long sent = nanoTime.getAsLong();
        life.register(profile);
        log.info("Registered as {}, incarnation {}, with {} slots", profile.name(), id, profile.slots());
        return new Incarnation(id, life, new LeaseClock(nanoTime, sent));
    }
}
