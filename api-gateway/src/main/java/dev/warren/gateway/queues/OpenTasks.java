package dev.warren.gateway.queues;

import dev.warren.gateway.ledger.KeptAnswer;
import dev.warren.model.task.TaskStatus;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/**
 * Counts the open tasks of each queue. The count reads every open row once, through indexes that hold no ended one; so that
 * a large backlog is not counted all the time, an answer is kept.
 */
@Component
public final class OpenTasks {

    private static final String COUNT = """
            select agent, lane, 'QUEUED' as status, count(*) as tasks, count(published_at) as published,
                   extract(epoch from clock_timestamp() - min(due_at)) as oldest_seconds
            from task where status = 'QUEUED' group by agent, lane
            union all
            select agent, lane, 'SCHEDULED', count(*), 0, 0 from task where status = 'SCHEDULED' group by agent, lane
            union all
            select agent, lane, 'RUNNING', count(*), 0, 0 from task where status = 'RUNNING' group by agent, lane
            union all
            select agent, lane, 'WAITING_INPUT', count(*), 0, 0 from task where status = 'WAITING_INPUT'
            group by agent, lane
            """;

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final KeptAnswer<List<Group>> groups;

    OpenTasks(JdbcOperations ledger) {
        this.groups = new KeptAnswer<>(KEPT, () -> ledger.execute((ConnectionCallback<List<Group>>) OpenTasks::count));
    }

    /**
     * The open tasks of one queue in one status.
     *
     * @param published those of which the broker has confirmed a message; 0 but for {@code QUEUED}
     * @param oldestSeconds how long the oldest of them has been due; 0 but for {@code QUEUED}
     */
    public record Group(
            String agent, String lane, TaskStatus status, long tasks, long published, double oldestSeconds) {}

    /** @throws org.springframework.dao.DataAccessException the ledger is away */
    public List<Group> read() {
        return groups.get();
    }

    /** Without sequential scans: while statistics are young the planner would read all ended tasks too. */
    private static List<Group> count(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("set local enable_seqscan = off");
            var groups = new ArrayList<Group>();
            try (ResultSet row = statement.executeQuery(COUNT)) {
                while (row.next()) {
                    groups.add(new Group(
                            row.getString("agent"),
                            row.getString("lane"),
                            TaskStatus.valueOf(row.getString("status")),
                            row.getLong("tasks"),
                            row.getLong("published"),
                            Math.max(0, row.getDouble("oldest_seconds"))));
                }
            }
            return List.copyOf(groups);
        } finally {
            connection.rollback(); // it only read, and the setting ends with the transaction
            connection.setAutoCommit(true);
        }
    }
}
