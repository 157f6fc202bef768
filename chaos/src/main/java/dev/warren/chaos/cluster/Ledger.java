package dev.warren.chaos.cluster;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** The ledger as its owner sees it, past all proxies. */
public record Ledger(String jdbcUrl, String user, String password) {

    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        try (var statement = connection.createStatement()) {
            statement.execute("set search_path = warren, public");
        }
        return connection;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl;
    }
}
