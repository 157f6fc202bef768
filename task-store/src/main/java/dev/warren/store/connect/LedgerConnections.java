package dev.warren.store.connect;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** Opens the connection pool to the ledger. */
public final class LedgerConnections {

    /** Schema of everything Warren has in the database. */
    public static final String SCHEMA = "warren";

    private LedgerConnections() {}

    /**
     * Opens a pool that also opens while the ledger is away: the first statement finds out. No statement waits for
     * ever, neither for a lock nor for an answer that a broken network has swallowed.
     *
     * @param component who connects; shown in {@code pg_stat_activity}
     */
    public static HikariDataSource open(LedgerProperties properties, String component) {
        var config = new HikariConfig();
        config.setPoolName(component + "-ledger");
        config.setJdbcUrl(properties.url());
        config.setUsername(properties.username());
        config.setPassword(properties.password());
        config.setSchema(SCHEMA);
        config.setMaximumPoolSize(properties.poolSize());
        config.setMinimumIdle(Math.min(2, properties.poolSize()));
        config.setConnectionTimeout(properties.connectTimeout().toMillis());
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("ApplicationName", component);
        config.addDataSourceProperty("connectTimeout", "5");
        config.addDataSourceProperty("socketTimeout", "30");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("prepareThreshold", "1");
        // Compiling a plan of many partitions takes longer than any of these statements runs.
        config.addDataSourceProperty(
                "options", "-c statement_timeout=20s -c idle_in_transaction_session_timeout=10s -c jit=off");
        return new HikariDataSource(config);
    }
}
