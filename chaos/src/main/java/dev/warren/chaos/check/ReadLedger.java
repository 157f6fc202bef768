package dev.warren.chaos.check;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads the ledger, in pages, as it stands when everything is quiet. */
final class ReadLedger implements AutoCloseable {

    private static final int PAGE = 5_000;
    private static final String COLUMNS = """
            id, agent, status, run, attempt, failures, max_attempts, fence, owner,
            %s, labels->>'intent' as intent, error_reason,
            case when json_typeof(output) = 'object' then output->>'execution' end as execution,
            output is not null as has_output
            """.formatted(String.join(
            ", ",
            micros("cancel_requested_at"),
            micros("created_at"),
            micros("started_at"),
            micros("claimed_at"),
            micros("finished_at"),
            micros("expires_at")));

    private final Connection connection;

    ReadLedger(String jdbcUrl, String user, String password) throws SQLException {
        connection = DriverManager.getConnection(jdbcUrl, user, password);
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set transaction isolation level repeatable read, read only");
            statement.execute("set search_path = warren");
            statement.execute("set statement_timeout = '5 min'");
        }
    }

    /** Every task with its earlier runs and its attempts. */
    Map<UUID, TaskHistory> tasks() throws SQLException {
        Map<UUID, TaskHistory> tasks = new HashMap<>();
        each("select " + COLUMNS + " from task", row -> {
            TaskRow task = task(row);
            tasks.put(task.id(), new TaskHistory(task));
        });
        each(
                // What the run left behind does not repeat what is the same in every run of the task.
                "select " + COLUMNS + " from (select f.* from task_run r join task t on t.id = r.task_id,"
                        + " json_populate_record(json_populate_record(t, r.final),"
                        + " json_build_object('run', r.run)) f) f",
                row -> known(tasks, row.getObject("id", UUID.class)).add(task(row)));
        each(
                "select task_id, run, attempt, incarnation, outcome, " + micros("started_at") + ", "
                        + micros("ended_at") + " from task_attempt",
                row -> known(tasks, row.getObject("task_id", UUID.class))
                        .add(new AttemptRow(
                                row.getInt("run"),
                                row.getInt("attempt"),
                                row.getObject("incarnation", UUID.class),
                                time(row, "started_at"),
                                time(row, "ended_at"),
                                row.getString("outcome").intern())));
        return tasks;
    }

    LedgerState state() throws SQLException {
        Map<UUID, String> workers = new HashMap<>();
        each(
                "select incarnation, state from worker",
                row -> workers.put(
                        row.getObject("incarnation", UUID.class),
                        row.getString("state").intern()));
        return new LedgerState(workers, deadLetters(), unreadable());
    }

    private @Nullable Set<UUID> deadLetters() throws SQLException {
        if (!exists("dead_letter")) {
            return null;
        }
        Set<UUID> letters = new HashSet<>();
        each("select task_id from dead_letter", row -> letters.add(row.getObject("task_id", UUID.class)));
        return letters;
    }

    private long unreadable() throws SQLException {
        long[] count = new long[1];
        if (exists("unreadable_message")) {
            each("select count(*) as messages from unreadable_message", row -> count[0] = row.getLong("messages"));
        }
        return count[0];
    }

    private boolean exists(String table) throws SQLException {
        boolean[] exists = new boolean[1];
        each("select to_regclass('" + table + "') is not null as there", row -> exists[0] = row.getBoolean("there"));
        return exists[0];
    }

    private static TaskHistory known(Map<UUID, TaskHistory> tasks, UUID id) {
        TaskHistory task = tasks.get(id);
        if (task == null) {
            throw new IllegalStateException("The ledger holds runs or attempts of task " + id + ", and no row of it");
        }
        return task;
    }

    private static TaskRow task(ResultSet row) throws SQLException {
        return new TaskRow(
                row.getObject("id", UUID.class),
                row.getString("agent").intern(),
                row.getString("status").intern(),
                row.getInt("run"),
                row.getInt("attempt"),
                row.getInt("failures"),
                row.getInt("max_attempts"),
                row.getLong("fence"),
                row.getObject("owner", UUID.class),
                time(row, "cancel_requested_at"),
                time(row, "created_at"),
                time(row, "started_at"),
                time(row, "claimed_at"),
                time(row, "finished_at"),
                time(row, "expires_at"),
                interned(row.getString("error_reason")),
                row.getString("intent"),
                row.getString("execution"),
                row.getBoolean("has_output"));
    }

    private static @Nullable String interned(@Nullable String text) {
        return text == null ? null : text.intern();
    }

    private static String micros(String column) {
        return "(extract(epoch from " + column + ") * 1000000)::bigint as " + column;
    }

    private static long time(ResultSet row, String column) throws SQLException {
        long micros = row.getLong(column);
        return row.wasNull() ? Times.NONE : micros;
    }

    private interface Reader {
        void read(ResultSet row) throws SQLException;
    }

    private void each(String query, Reader reader) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(PAGE);
            try (ResultSet rows = statement.executeQuery(query)) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
