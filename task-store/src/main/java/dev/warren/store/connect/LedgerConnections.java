package dev.warren.store.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;

/** Opens the connection pool to the ledger. */
public final class LedgerConnections {

    /** Schema of everything Warren has in the database. */
    public static final String SCHEMA = "warren";

    private LedgerConnections() {}

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration LONGEST_STATEMENT = Duration.ofSeconds(20);

    /** Opens a pool whose statements have half a minute, as {@link #open(LedgerProperties, String, Duration)}. */
    public static HikariDataSource open(LedgerProperties properties, String component) {
        return open(properties, component, PATIENCE);
    }

    /**
     * Opens a pool that also opens while the ledger is away: the first statement finds out. No statement waits for
     * ever, neither for a lock nor for an answer that a broken network has swallowed.
     *
     * @param component who connects; shown in {@code pg_stat_activity}
     * @param patience how long to wait for an answer, in whole seconds from 3 on, before the connection counts as
     *     broken; a statement is ended a second before that, at the latest after 20 s
     */
    public static HikariDataSource open(LedgerProperties properties, String component, Duration patience) {
        Duration statement = patience.minusSeconds(1);
        if (statement.compareTo(LONGEST_STATEMENT) > 0) {
            statement = LONGEST_STATEMENT;
        }
        var config = new HikariConfig();
        config.setPoolName(component + "-ledger");
        config.setJdbcUrl(properties.url());
        config.setUsername(properties.username());
        config.setPassword(properties.password());
        config.setSchema(SCHEMA);
        config.setMaximumPoolSize(properties.poolSize());
        config.setMinimumIdle(Math.min(2, properties.poolSize()));
        config.setConnectionTimeout(properties.connectTimeout().toMillis());
        config.setValidationTimeout(Math.min(5_000, patience.toMillis() / 3));
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", component);
        config.addDataSourceProperty(
                "connectTimeout", Long.toString(properties.connectTimeout().toSeconds()));
        config.addDataSourceProperty("socketTimeout", Long.toString(patience.toSeconds()));
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("prepareThreshold", "1");
        // Compiling a plan of many partitions takes longer than any of these statements runs.
        config.addDataSourceProperty(
                "options",
                "-c statement_timeout=" + statement.toSeconds()
                        + "s -c idle_in_transaction_session_timeout=10s -c jit=off");
        return new HikariDataSource(config);
    }
}
