package dev.warren.bench.platform;

import dev.warren.local.postgres.PostgresServer;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Lets Postgres count its statements, which takes a restart of it. */
final class CountStatements {

    private CountStatements() {}

    /** Returns whether this Postgres can. */
    static boolean enable(PostgresServer postgres) {
        try {
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                if (!isAvailable(statement)) {
                    return false;
                }
                statement.execute("alter system set shared_preload_libraries = 'pg_stat_statements'");
            }
            postgres.restart();
            try (Connection connection = connect(postgres);
                    Statement statement = connection.createStatement()) {
                statement.execute("create extension if not exists pg_stat_statements schema public");
            }
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException("Postgres cannot be told to count its statements", e);
        }
    }

    private static boolean isAvailable(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(
                "select exists (select from pg_available_extensions where name = 'pg_stat_statements')")) {
            return row.next() && row.getBoolean(1);
        }
    }

    private static Connection connect(PostgresServer postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }
}
