package dev.warren.store.model;

import dev.warren.model.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** Reads what the ledger holds in the words of the model: times as seconds of the test's clock, numbers as longs. */
final class TaskRows {

    /** Stands for any time of a task that has ended: time does not pass for it any more. */
    static final String SOME_TIME = "some time";

    private static final String SOME_TEXT = "some text";

    /** What a task's row says without any rule about it. */
    private static final Set<String> NOT_MODELLED =
            Set.of("id", "created_at", "returned_at", "labels", "traceparent", "input");

    private final JdbcTemplate jdbc;
    private final List<String> columns;
    private final String tasks;

    private record Column(String name, String type) {
        String expression() {
            return switch (type) {
                case "timestamp with time zone" -> "seconds_at(t.%1$s, c.start) as %1$s".formatted(name);
                case "smallint", "integer" -> "t.%1$s::bigint as %1$s".formatted(name);
                case "json", "jsonb", "ARRAY" -> "t.%1$s::text as %1$s".formatted(name);
                default -> "t." + name;
            };
        }
    }

    TaskRows(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        List<Column> all = jdbc
                .query(
                        "select column_name, data_type from information_schema.columns"
                                + " where table_schema = 'warren' and table_name = 'task'",
                        (row, number) -> new Column(row.getString(1), row.getString(2)))
                .stream()
                .filter(column -> !NOT_MODELLED.contains(column.name()))
                .toList();
        columns = all.stream().map(Column::name).toList();
        tasks = """
                select t.id, %s,
                    (select string_agg(a.run || '.' || a.attempt || ' ' || a.outcome || ' '
                                       || coalesce(a.error_code, 'null') || ' by ' || a.worker
                                       || ' as ' || a.agent || ' ' || a.agent_version, '; '
                                       order by a.run, a.attempt)
                     from task_attempt a where a.task_id = t.id) as attempts,
                    (select string_agg(s.run || ' ' || s.name || ' ' || s.result::text, '; '
                                       order by s.run, s.name collate "C")
                     from task_step s where s.task_id = t.id) as steps,
                    (select string_agg(e.type, '; ' order by e.seq) from task_event e where e.task_id = t.id) as events,
                    (select string_agg(r.run || ' ' || (r.final ->> 'status'), '; ' order by r.run)
                     from task_run r where r.task_id = t.id) as runs,
                    (select d.reason || ' run ' || d.run from dead_letter d where d.task_id = t.id) as dead_letter
                from task t, model_clock c""".formatted(
                        String.join(", ", all.stream().map(Column::expression).toList()));
    }

    /** All tasks by id, each by its columns' names. */
    Map<UUID, Map<String, @Nullable Object>> tasks() {
        var tasks = new TreeMap<UUID, Map<String, @Nullable Object>>();
        jdbc.query(this.tasks, row -> {
            tasks.put(row.getObject("id", UUID.class), columns(row));
        });
        return tasks;
    }

    private Map<String, @Nullable Object> columns(ResultSet row) throws SQLException {
        boolean ended = TaskStatus.valueOf(row.getString("status")).isTerminal();
        var values = new TreeMap<String, @Nullable Object>();
        for (String column : columns) {
            Object value = row.getObject(column);
            values.put(column, ended && value != null && isTime(column) ? SOME_TIME : value);
        }
        values.put("error_message", wording(row.getString("error_message")));
        values.put("attempts", text(row, "attempts"));
        values.put("steps", text(row, "steps"));
        values.put("events", text(row, "events"));
        values.put("runs", text(row, "runs"));
        values.put("dead_letter", text(row, "dead_letter"));
        return values;
    }

    /** What an attempt says is kept word for word; what the ledger says for people may be said in other words. */
    static @Nullable String wording(@Nullable String message) {
        return message == null || message.matches("[0-9a-f-]{36} at \\d+") ? message : SOME_TEXT;
    }

    private static boolean isTime(String column) {
        return column.endsWith("_at") || column.endsWith("_since") || column.equals("answer_by");
    }

    private static String text(ResultSet row, String column) throws SQLException {
        String text = row.getString(column);
        return text == null ? "" : text;
    }

    /** State and last beat of all workers. */
    Map<UUID, String> workers() {
        var workers = new TreeMap<UUID, String>();
        jdbc.query(
                "select w.incarnation, w.state, seconds_at(w.last_beat, c.start) as beat from worker w, model_clock c",
                row -> {
                    workers.put(
                            row.getObject("incarnation", UUID.class),
                            row.getString("state") + " " + row.getLong("beat"));
                });
        return workers;
    }
}
