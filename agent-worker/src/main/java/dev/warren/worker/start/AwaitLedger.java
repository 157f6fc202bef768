package dev.warren.worker.start;

import dev.warren.store.schema.LedgerSchema;
import dev.warren.store.worker.WorkerLife;
import dev.warren.worker.heartbeat.Enroll;
import dev.warren.worker.lease.Incarnation;
import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.BadSqlGrammarException;
import org.springframework.jdbc.core.JdbcOperations;

/** Waits until the ledger is there and has the schema that this build knows, and says every ten seconds for what. */
final class AwaitLedger {

    private static final Logger log = LoggerFactory.getLogger(AwaitLedger.class);
    private static final Duration ASK_EVERY = Duration.ofSeconds(1);
    private static final long SAY_EVERY = Duration.ofSeconds(10).toNanos();

    private final JdbcOperations ledger;
    private final String where;

    /** @param where the ledger is, for people */
    AwaitLedger(JdbcOperations ledger, String where) {
        this.ledger = ledger;
        this.where = where;
    }

    /** Registers as soon as the ledger lets it. */
    Incarnation enroll(Enroll enroll) throws InterruptedException {
        long said = System.nanoTime() - SAY_EVERY;
        while (true) {
            String obstacle;
            try {
                int version = new WorkerLife(ledger, new UUID(0, 0)).schemaVersion();
                if (version >= LedgerSchema.VERSION) {
                    return enroll.enroll();
                }
                obstacle = "its schema has version %d, and this worker needs %d; a gateway of this release migrates it"
                        .formatted(version, LedgerSchema.VERSION);
            } catch (BadSqlGrammarException e) {
                obstacle = "it has no schema yet, or this login may not use it; a gateway makes it (%s)"
                        .formatted(e.getMostSpecificCause().getMessage());
            } catch (DataAccessException e) {
                obstacle = e.getMostSpecificCause().toString();
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (System.nanoTime() - said >= SAY_EVERY) {
                log.info("Waits for the ledger at {}: {}", where, obstacle);
                said = System.nanoTime();
            }
            Thread.sleep(ASK_EVERY);
        }
    }
}
