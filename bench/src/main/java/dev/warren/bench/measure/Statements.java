package dev.warren.bench.measure;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What Postgres did in one span, as pg_stat_statements counts it: statements of clients, not those within functions.
 *
 * @param calls statements; the benchmark's own are left out
 * @param longest those that took most time altogether
 */
public record Statements(long calls, List<One> longest) {

    private static final int SHOWN = 12;
    private static final int TEXT = 160;

    /**
     * One statement.
     *
     * @param millis of execution, altogether
     * @param rows that it answered or changed
     */
    public record One(String text, long calls, double millis, long rows) {}

    /** From now on the counting begins anew. */
    public static void forget(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("select public.pg_stat_statements_reset()");
        }
    }

    public static Statements read(Connection connection) throws SQLException {
        List<One> longest = new ArrayList<>();
        long calls = 0;
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select regexp_replace(query, '\\s+', ' ', 'g'), calls, total_exec_time, rows
                        from public.pg_stat_statements s
                        join pg_roles r on r.oid = s.userid
                        where s.dbid = (select oid from pg_database where datname = current_database())
                            and r.rolname <> current_user
                        order by total_exec_time desc""")) {
            while (rows.next()) {
                calls += rows.getLong(2);
                if (longest.size() < SHOWN) {
                    String text = rows.getString(1);
                    longest.add(new One(
                            text.substring(0, Math.min(TEXT, text.length())),
                            rows.getLong(2),
                            rows.getDouble(3),
                            rows.getLong(4)));
                }
            }
        }
        return new Statements(calls, List.copyOf(longest));
    }
}
