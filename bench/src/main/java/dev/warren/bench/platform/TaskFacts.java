package dev.warren.bench.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ledger says afterwards about all tasks in it. It costs the measured span nothing.
 *
 * @param tasks rows
 * @param completed those that ended as they should
 * @param repeated those that needed more than one attempt
 * @param firstStart when the first one started
 * @param lastFinish when the last one ended
 * @param largestBacklog most tasks that were accepted and not yet ended at once
 * @param mostRunning most tasks that were claimed and not yet ended at once
 * @param endToEnd from accepted to ended: p50, p99 and the longest
 * @param completedPerSecond how many ended in each second from the first on
 */
public record TaskFacts(
        long tasks,
        long completed,
        long repeated,
        Instant firstStart,
        Instant lastFinish,
        long largestBacklog,
        long mostRunning,
        List<Duration> endToEnd,
        List<Long> completedPerSecond) {

    public static TaskFacts read(Ledger ledger) throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set work_mem = '256MB'");
            List<Duration> endToEnd = new ArrayList<>();
            try (ResultSet row = statement.executeQuery("""
                    select count(*), count(*) filter (where status = 'COMPLETED'), count(*) filter (where attempt <> 1),
                        coalesce(min(started_at), clock_timestamp()), coalesce(max(finished_at), clock_timestamp()),
                        percentile_disc(array[0.5, 0.99, 1]) within group (
                            order by extract(epoch from finished_at - created_at)::float8)
                    from task""")) {
                row.next();
                var array = row.getArray(6);
                if (array != null) {
                    for (Object seconds : (Object[]) array.getArray()) {
                        endToEnd.add(
                                seconds == null ? Duration.ZERO : Duration.ofNanos((long) (1e9 * (Double) seconds)));
                    }
                }
                return new TaskFacts(
                        row.getLong(1),
                        row.getLong(2),
                        row.getLong(3),
                        row.getTimestamp(4).toInstant(),
                        row.getTimestamp(5).toInstant(),
                        mostAtOnce(connection, "created_at"),
                        mostAtOnce(connection, "claimed_at"),
                        List.copyOf(endToEnd),
                        completedPerSecond(connection));
            }
        }
    }

    /** @param from the column of the moment from which on a task counts, until it ends */
    private static long mostAtOnce(Connection connection, String from) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select coalesce(max(open), 0)
                        from (select sum(change) over (order by at, change rows unbounded preceding) as open
                              from (select %s as at, 1 as change from task
                                    union all
                                    select finished_at, -1 from task) moments
                              where at is not null) sums""".formatted(from))) {
            row.next();
            return row.getLong(1);
        }
    }

    /** Tasks a second, from the first claim to the end of the last, of those that ended first. */
    public static double drainRate(Ledger ledger, long first) throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select count(*) / greatest(0.001, extract(epoch from max(finished_at) - min(claimed_at)))
                        from (select claimed_at, finished_at from task order by finished_at limit %d) firsts""".formatted(first))) {
            row.next();
            return row.getDouble(1);
        }
    }

    private static List<Long> completedPerSecond(Connection connection) throws SQLException {
        List<Long> counts = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select floor(extract(epoch from finished_at - (select min(created_at) from task)))::int, count(*)
                        from task where status = 'COMPLETED' group by 1 order by 1""")) {
            while (rows.next()) {
                while (counts.size() < rows.getInt(1)) {
                    counts.add(0L);
                }
                counts.add(rows.getLong(2));
            }
        }
        return List.copyOf(counts);
    }
}
