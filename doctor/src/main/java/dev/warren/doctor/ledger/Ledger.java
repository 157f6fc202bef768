package dev.warren.doctor.ledger;

import dev.warren.doctor.installation.Installation.LedgerAddress;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Connections to the ledger in which nothing can be changed and no statement runs for long. */
public final class Ledger {

    private static final String CONNECT_SECONDS = "4";
    private static final String SOCKET_SECONDS = "8";

    private final LedgerAddress address;

    public Ledger(LedgerAddress address) {
        this.address = address;
    }

    /** What is asked of one connection. */
    @FunctionalInterface
    interface Reading<T> {
        T from(Connection connection) throws SQLException;
    }

    /** What is made of one row. */
    @FunctionalInterface
    public interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    /** Opens a connection, asks, and closes it. */
    <T> T read(Reading<T> reading) throws SQLException {
        try (Connection connection = open()) {
            return reading.from(connection);
        }
    }

    /** The rows of one query on a connection of its own. */
    public <T> List<T> list(String sql, Row<T> row, Object... parameters) throws SQLException {
        return read(connection -> list(connection, sql, row, parameters));
    }

    /** The only row of one query on a connection of its own. */
    public <T> T one(String sql, Row<T> row, Object... parameters) throws SQLException {
        return read(connection -> one(connection, sql, row, parameters));
    }

    static <T> List<T> list(Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<T> rows = new ArrayList<>();
            try (ResultSet found = statement.executeQuery()) {
                while (found.next()) {
                    rows.add(row.of(found));
                }
            }
            return rows;
        }
    }

    static <T> T one(Connection connection, String sql, Row<T> row, Object... parameters) throws SQLException {
        List<T> rows = list(connection, sql, row, parameters);
        if (rows.isEmpty()) {
            throw new SQLException("the ledger has no row where there must be one");
        }
        return rows.getFirst();
    }

    private Connection open() throws SQLException {
        var properties = new Properties();
        if (!address.user().isEmpty()) {
            properties.setProperty("user", address.user());
            properties.setProperty("password", address.password());
        }
        properties.setProperty("ApplicationName", "warren-doctor");
        properties.setProperty("connectTimeout", CONNECT_SECONDS);
        properties.setProperty("loginTimeout", CONNECT_SECONDS);
        properties.setProperty("socketTimeout", SOCKET_SECONDS);
        Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set default_transaction_read_only = on");
            statement.execute("set statement_timeout = '5s'");
            statement.execute("set lock_timeout = '1s'");
            statement.execute("set search_path = warren, pg_catalog");
            // Open tasks are few, and indexes hold them; while statistics are young the planner would read the ended
            // ones.
            statement.execute("set enable_seqscan = off");
            try (ResultSet shown = statement.executeQuery("show transaction_read_only")) {
                if (!shown.next() || !"on".equals(shown.getString(1))) {
                    throw new SQLException("this connection to the ledger is not read-only");
                }
            }
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Where it is, without a login. */
    @Override
    public String toString() {
        return address.toString();
    }
}
