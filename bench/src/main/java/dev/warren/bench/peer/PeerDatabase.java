package dev.warren.bench.peer;

import dev.warren.local.postgres.PostgresServer;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** A peer's own database on the Postgres of the run. */
record PeerDatabase(String jdbcUrl, String user, String password) {

    /** Made where it is not there yet. */
    static PeerDatabase of(PostgresServer postgres, String name) {
        return new PeerDatabase(postgres.createDatabase(name), postgres.user(), postgres.password());
    }

    /** Truncates a table, with a checkpoint, so that each round begins alike. */
    void empty(String table) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("truncate " + table);
            statement.execute("checkpoint");
        }
    }

    /** The one number that a query answers. */
    long number(String query) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getLong(1);
        }
    }

    Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password);
    }

    /** {@code host:port/database}, as every kind of address has it after its scheme. */
    String place() {
        URI address = URI.create(jdbcUrl.substring("jdbc:".length()));
        return address.getAuthority() + address.getPath();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl;
    }
}
