package dev.warren.gateway.broker;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeoutException;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Lets one gateway at a time look at the broker's mark. Held by a transaction, so that the ledger takes it back from a
 * gateway that is paused or cut off.
 */
@Component
class GenerationLock {

    private static final String LIMITS =
            "set local lock_timeout = '10s'; set local idle_in_transaction_session_timeout = '60s'";
    private static final String LOCK = "select pg_advisory_xact_lock(hashtext('warren.broker-mark'))";
    private static final String KNOWN = "select broker_generation from ledger_clock";

    private final JdbcOperations ledger;

    GenerationLock(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** What is done while the lock is held; gets the generation that the ledger knows. */
    @FunctionalInterface
    interface Work<T> {
        T apply(int known) throws IOException, TimeoutException;
    }

    /**
     * Does {@code work} while no other gateway does.
     *
     * @throws DataAccessException the ledger is away, or another gateway holds the lock for longer than 10 s
     */
    <T> T hold(Work<T> work) throws IOException, TimeoutException {
        try {
            return ledger.execute((ConnectionCallback<T>) connection -> hold(connection, work));
        } catch (Failed e) {
            e.rethrow();
            throw e;
        }
    }

    private static <T> T hold(Connection connection, Work<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute(LIMITS);
            statement.execute(LOCK);
            return work.apply(known(statement));
        } catch (IOException | TimeoutException e) {
            throw new Failed(e);
        } finally {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        }
    }

    /** Read by a statement of its own, after the lock: whoever had it may have raised it. */
    private static int known(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(KNOWN)) {
            row.next();
            return row.getInt(1);
        }
    }

    /** Carries a failure of the broker through the callback. */
    private static final class Failed extends RuntimeException {

        Failed(Exception cause) {
            super(cause);
        }

        void rethrow() throws IOException, TimeoutException {
            switch (getCause()) {
                case IOException e -> throw e;
                case TimeoutException e -> throw e;
                case null, default -> {}
            }
        }
    }
}
