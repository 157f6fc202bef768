package dev.warren.gateway.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;

/** Migrates the ledger, and waits for it where it is still coming up: a gateway may be started before Postgres. */
final class MigrateWhenReachable implements FlywayMigrationStrategy {

    private static final Logger log = LoggerFactory.getLogger(MigrateWhenReachable.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int TRIES_PER_LINE = 10;

    private final String url;
    private final CountDownLatch stopping = new CountDownLatch(1);

    MigrateWhenReachable(String url) {
        this.url = url;
    }

    /** Spring closes no context that is still starting: told to end, this process would wait for the ledger first. */
    @Override
    public void migrate(Flyway flyway) {
        var stop = new Thread(stopping::countDown, "stop-waiting-for-ledger");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            migrateOnceReachable(flyway);
        } finally {
            forget(stop);
        }
    }

    private static void forget(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException e) {
            log.debug("Told to end just now; the hook has run or will", e);
        }
    }

    private void migrateOnceReachable(Flyway flyway) {
        for (int tries = 0; ; tries++) {
            try {
                oneAtATime(flyway);
                return;
            } catch (FlywayException e) {
                if (LedgerFault.of(e) != LedgerFault.UNREACHABLE) {
                    throw e;
                }
                if (tries % TRIES_PER_LINE == 0) {
                    log.warn("The ledger at {} cannot be reached yet; waiting for it", withoutParameters());
                }
                if (isStopping()) {
                    throw e;
                }
            }
        }
    }

    /**
     * Flyway's own lock is in the schema, which it makes before it takes that lock: of two gateways that begin on an empty
     * ledger at once, one would fail to make it. The lock ends with its connection.
     */
    private static void oneAtATime(Flyway flyway) {
        try (Connection connection = flyway.getConfiguration().getDataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("select pg_advisory_lock(hashtext('warren.migration'))");
            flyway.migrate();
        } catch (SQLException e) {
            throw new FlywayException("The ledger cannot be locked for its migration", e);
        }
    }

    /** The parameters of an address may hold a password. */
    private String withoutParameters() {
        return url.replaceFirst("\\?.*", "");
    }

    /** Waits a moment; answers whether this process was told to end meanwhile. */
    private boolean isStopping() {
        try {
            return stopping.await(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
