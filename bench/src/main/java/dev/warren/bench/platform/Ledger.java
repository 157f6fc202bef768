package dev.warren.bench.platform;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The ledger as its owner sees it.
 *
 * @param countsStatements whether this Postgres counts its statements
 */
public record Ledger(String jdbcUrl, String user, String password, boolean countsStatements) {

    public Connection connect() throws SQLException {
        Connection connection = DriverManager.getConnection(jdbcUrl, user, password);
        try (var statement = connection.createStatement()) {
            statement.execute("set search_path = warren, public");
        }
        return connection;
    }

    /** Takes out everything about tasks, so that each round begins alike. Nothing may run or wait meanwhile. */
    public void empty() throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            List<String> tables = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery("""
                    select c.relname from pg_class c
                    where c.relnamespace = 'warren'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                        and (c.relname in ('task', 'child_end', 'idempotency_key')
                            or exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'task_id'))""")) {
                while (rows.next()) {
                    tables.add(rows.getString(1));
                }
            }
            statement.execute("truncate " + String.join(", ", tables));
            statement.execute("checkpoint");
        }
    }

    /** Whether a task has not ended yet. */
    public boolean hasOpenTasks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                // Each half by its partial index, whatever the planner knows of a table that grows by the second.
                ResultSet row = statement.executeQuery("""
                        select exists (select from task where status = 'QUEUED')
                            or exists (select from task where status = 'RUNNING')
                            or exists (select from task where status = 'SCHEDULED')""")) {
            return row.next() && row.getBoolean(1);
        }
    }

    /** How many waiting tasks the ledger does not know to be at the broker. */
    public long unpublishedTasks(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) from task where status = 'QUEUED' and published_at is null""")) {
            row.next();
            return row.getLong(1);
        }
    }

    /** For looks at open tasks again and again: reads no whole table. */
    public Connection connectForLooks() throws SQLException {
        Connection connection = connect();
        try (var statement = connection.createStatement()) {
            statement.execute("set enable_seqscan = off");
        }
        return connection;
    }

    /** Without the password. */
    @Override
    public String toString() {
        return jdbcUrl;
    }
}
