package dev.warren.store.deadletter;

import dev.warren.store.connect.Column;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcOperations;

/** Lists what waits for an operator, tasks and messages in one order of their deaths. */
public final class ListDeadLetters {

    private static final String NOTHING_OF_A_MESSAGE =
            "null::text queue, null::text headers, null::bytea body, 0::bigint size";

    private static final String OF_AGENT = "starts_with(queue, 'agent.' || ? || '.')";

    private final JdbcOperations ledger;

    public ListDeadLetters(JdbcOperations ledger) {
        this.ledger = ledger;
    }

    /** At most {@code size}, newest first. */
    public List<DeadLetter> newestFirst(DeadLetterFilter filter, int size) {
        return list(filter, size, "desc", "<");
    }

    /** At most {@code size}, oldest first: the order in which to discard many. */
    public List<DeadLetter> oldestFirst(DeadLetterFilter filter, int size) {
        return list(filter, size, "asc", ">");
    }

    /** At most {@code size}, oldest first and no messages: the order in which to replay many. */
    public List<DeadLetter.OfTask> tasksOldestFirst(DeadLetterFilter filter, int size) {
        var parameters = new ArrayList<Object>();
        String conditions = conditions(filter, ">", "died_at", "task_id", "agent = ?", parameters);
        return ledger.query(
                "select task_id as id, died_at, reason, agent, run from dead_letter where " + conditions
                        + " order by died_at, task_id limit " + size,
                (row, number) -> task(row),
                parameters.toArray());
    }

    /** How many tasks match, whatever the page. */
    public long countTasks(DeadLetterFilter filter) {
        var parameters = new ArrayList<Object>();
        return count("dead_letter", conditions(filter, ">", "died_at", "task_id", "agent = ?", parameters), parameters);
    }

    /** How many messages match, whatever the page. */
    public long countMessages(DeadLetterFilter filter) {
        var parameters = new ArrayList<Object>();
        return count("unreadable_message", conditions(filter, ">", "at", "id", OF_AGENT, parameters), parameters);
    }

    private long count(String table, String conditions, List<Object> parameters) {
        return ledger.query(
                        "select count(*) from " + table + " where " + conditions,
                        (row, number) -> row.getLong(1),
                        parameters.toArray())
                .getFirst();
    }

    /** Those of {@code ids} that are tasks waiting for an operator. */
    public List<DeadLetter.OfTask> tasks(String tenant, List<UUID> ids) {
        return ledger.query(
                "select task_id as id, died_at, reason, agent, run from dead_letter where tenant = ? and task_id = any (?)",
                (row, number) -> task(row),
                tenant,
                Column.of("uuid", ids, id -> id));
    }

    /** Those of {@code ids} that are messages which name no task. */
    public List<UUID> messages(String tenant, List<UUID> ids) {
        return ledger.query(
                "select id from unreadable_message where tenant = ? and id = any (?)",
                (row, number) -> row.getObject(1, UUID.class),
                tenant,
                Column.of("uuid", ids, id -> id));
    }

    /** Each table gives as many as are wanted, in the order of its own index; then the two are merged. */
    private List<DeadLetter> list(DeadLetterFilter filter, int size, String direction, String beyond) {
        String order = " order by died_at %1$s, id %1$s limit %2$d".formatted(direction, size);
        var parameters = new ArrayList<Object>();
        String tasks = "select true as of_task, task_id as id, died_at, reason, agent, run, " + NOTHING_OF_A_MESSAGE
                + " from dead_letter where "
                + conditions(filter, beyond, "died_at", "task_id", "agent = ?", parameters) + order;
        String messages = "select false, id, at as died_at, reason, null, 0, queue, headers::text, body, size"
                + " from unreadable_message where "
                + conditions(filter, beyond, "at", "id", OF_AGENT, parameters)
                + order;
        return ledger.query(
                "select * from ((" + tasks + ") union all (" + messages + ")) letters" + order,
                ListDeadLetters::read,
                parameters.toArray());
    }

    private static String conditions(
            DeadLetterFilter filter, String beyond, String at, String id, String ofAgent, List<Object> parameters) {
        var conditions = new StringBuilder("tenant = ?");
        parameters.add(filter.tenant());
        if (filter.agent() != null) {
            conditions.append(" and ").append(ofAgent);
            parameters.add(filter.agent());
        }
        if (filter.reason() != null) {
            conditions.append(" and reason = ?");
            parameters.add(filter.reason());
        }
        if (filter.endedAfter() != null) {
            conditions.append(" and %s >= ?".formatted(at));
            parameters.add(utc(filter.endedAfter()));
        }
        if (filter.endedBefore() != null) {
            conditions.append(" and %s < ?".formatted(at));
            parameters.add(utc(filter.endedBefore()));
        }
        if (filter.after() != null) {
            conditions.append(" and (%s, %s) %s (?, ?)".formatted(at, id, beyond));
            parameters.add(utc(filter.after().diedAt()));
            parameters.add(filter.after().id());
        }
        return conditions.toString();
    }

    private static Object utc(Instant time) {
        return time.atOffset(ZoneOffset.UTC);
    }

    private static DeadLetter read(ResultSet row, int number) throws SQLException {
        if (row.getBoolean("of_task")) {
            return task(row);
        }
        return new DeadLetter.OfMessage(
                row.getObject("id", UUID.class),
                row.getTimestamp("died_at").toInstant(),
                row.getString("reason"),
                row.getString("queue"),
                row.getString("headers"),
                row.getBytes("body"),
                row.getLong("size"));
    }

    private static DeadLetter.OfTask task(ResultSet row) throws SQLException {
        return new DeadLetter.OfTask(
                row.getObject("id", UUID.class),
                row.getTimestamp("died_at").toInstant(),
                row.getString("reason"),
                row.getString("agent"),
                row.getInt("run"));
    }
}
