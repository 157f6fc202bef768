package dev.warren.store.model;

import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A connection to the ledger whose statements may be held up by another one's, and are watched meanwhile. */
final class Session implements AutoCloseable {

    private final LedgerDatabase database;
    private final Connection connection;
    private final int backend;
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    final JdbcTemplate jdbc;
    final RealLedger ledger;
    final RealRecovery recovery;
    final RealTalk talk;

    Session(LedgerDatabase database) {
        this.database = database;
        try {
            connection = database.connections().getConnection();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        jdbc = new JdbcTemplate(new SingleConnectionDataSource(connection, true));
        ledger = new RealLedger(jdbc);
        recovery = new RealRecovery(jdbc);
        talk = new RealTalk(jdbc);
        backend = Objects.requireNonNull(jdbc.queryForObject("select pg_backend_pid()", Integer.class));
    }

    /** From here on nobody sees what is done until {@link #commit()}. */
    Session begin() {
        try {
            connection.setAutoCommit(false);
            return this;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    void commit() {
        try {
            connection.commit();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Begins something that may have to wait for another session; answers when it is done or waits. */
    <T> Pending<T> start(Function<RealLedger, T> statement) {
        var answer = CompletableFuture.supplyAsync(() -> statement.apply(ledger), thread);
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> answer.isDone() || waitsForALock());
        return new Pending<>(answer, !answer.isDone());
    }

    private boolean waitsForALock() {
        return Boolean.TRUE.equals(database.jdbc.queryForObject(
                "select exists (select from pg_stat_activity where pid = ? and wait_event_type = 'Lock')",
                Boolean.class,
                backend));
    }

    /** @param waited whether another session held it up */
    record Pending<T>(CompletableFuture<T> future, boolean waited) {

        T answer() {
            try {
                return future.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof DataAccessException failure) {
                    throw failure;
                }
                throw e;
            }
        }
    }

    /** Gives up what was begun. Close the session that holds others up before those. */
    @Override
    public void close() {
        thread.close();
        try (connection) {
            if (!connection.getAutoCommit()) {
                connection.rollback();
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
