package dev.warren.bench.platform;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The tasks of the past year as a ledger keeps them: a partition for each of 52 weeks, like that of this week, and in it
 * ended tasks that are copies of one that has just been done, each with an id and times of its own.
 */
public final class OldTasks {

    private static final int WEEKS = 52;

    private static final Set<String> TIMES = Set.of("created_at", "due_at", "started_at", "claimed_at", "finished_at");

    /** The week's first moment, as of so many weeks ago. */
    private static final String WEEK =
            "(date_trunc('week', clock_timestamp() at time zone 'UTC') at time zone 'UTC' - interval '%d weeks')";

    private final Ledger ledger;

    public OldTasks(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * Puts them in. The ledger must hold at least one completed task.
     *
     * @param tasks how many, spread evenly
     */
    public void put(long tasks) throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("set synchronous_commit = off");
            statement.execute(
                    "create temporary table template as select * from task where status = 'COMPLETED' limit 1");
            List<String> columns = columns(statement);
            for (int week = WEEKS; week > 0; week--) {
                makePartitions(statement, week);
                long many = tasks * (WEEKS - week + 1) / WEEKS - tasks * (WEEKS - week) / WEEKS;
                statement.execute(copies(columns, week, many));
            }
            statement.execute("drop table template");
            // As time would have done; else autovacuum does it while somebody measures.
            statement.execute("vacuum (analyze) task");
            statement.execute("checkpoint");
        }
    }

    /** Takes out the partitions of the past. */
    public void remove() throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement()) {
            for (int week = WEEKS; week > 0; week--) {
                for (String[] partition : partitionsOf(statement, week)) {
                    statement.execute("drop table if exists " + partition[1]);
                }
            }
        }
    }

    /** Ids of tasks anywhere in the ledger. */
    public List<String> sample(int most) throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("""
                        select id from task tablesample system (least(100, 100.0 * %d / greatest(1, (select sum(greatest(
                            reltuples, 0)) from pg_class where relnamespace = 'warren'::regnamespace and relkind = 'r'
                            and relname ~ '^task_(\\d{8}|default)$')))) order by random() limit %d""".formatted(50 * most, most))) {
            List<String> ids = new ArrayList<>();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
            return ids;
        }
    }

    private static List<String> columns(Statement statement) throws SQLException {
        List<String> columns = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select attname from pg_attribute
                where attrelid = 'task'::regclass and attnum > 0 and not attisdropped order by attnum""")) {
            while (rows.next()) {
                columns.add(rows.getString(1));
            }
        }
        return columns;
    }

    /** Each parent with weekly partitions, the name of its partition of that week, and the options of this week's. */
    private static List<String[]> partitionsOf(Statement statement, int weeksAgo) throws SQLException {
        List<String[]> partitions = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("""
                select p.relname, p.relname || '_' || to_char(%s at time zone 'UTC', 'YYYYMMDD'),
                    coalesce(' with (' || array_to_string(c.reloptions, ', ') || ')', '')
                from pg_inherits i join pg_class p on p.oid = i.inhparent join pg_class c on c.oid = i.inhrelid
                where p.relnamespace = 'warren'::regnamespace and p.relkind = 'p'
                    and c.relname = p.relname || '_' || to_char(%s at time zone 'UTC', 'YYYYMMDD')""".formatted(WEEK.formatted(weeksAgo), WEEK.formatted(0)))) {
            while (rows.next()) {
                partitions.add(new String[] {rows.getString(1), rows.getString(2), rows.getString(3)});
            }
        }
        return partitions;
    }

    private static void makePartitions(Statement statement, int weeksAgo) throws SQLException {
        for (String[] partition : partitionsOf(statement, weeksAgo)) {
            String from = bound(statement, weeksAgo);
            String to = bound(statement, weeksAgo - 1);
            statement.execute("create table if not exists %s partition of %s for values from ('%s') to ('%s')%s"
                    .formatted(partition[1], partition[0], from, to, partition[2]));
        }
    }

    private static String bound(Statement statement, int weeksAgo) throws SQLException {
        try (ResultSet row = statement.executeQuery("select first_id_at(%s)".formatted(WEEK.formatted(weeksAgo)))) {
            row.next();
            return row.getString(1);
        }
    }

    /** In the order of their ids, as they would have come. */
    private static String copies(List<String> columns, int weeksAgo, long many) {
        String values = columns.stream()
                .map(column -> column.equals("id")
                        ? "(lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' ||"
                                + " substr(md5(i::text), 1, 3) || '8' || substr(md5(at::text || i), 1, 15))::uuid"
                        : TIMES.contains(column) ? "at" : "t." + column)
                .collect(Collectors.joining(", "));
        return """
                insert into task (%s) select %s
                from (select i, %s + interval '7 days' * ((i - 0.5) / %d) as at from generate_series(1, %d) i) moments,
                    template t""".formatted(String.join(", ", columns), values, WEEK.formatted(weeksAgo), Math.max(1, many), many);
    }
}
