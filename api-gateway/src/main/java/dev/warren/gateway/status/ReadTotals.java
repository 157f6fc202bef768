package dev.warren.gateway.status;

import dev.warren.gateway.ledger.KeptAnswer;
import dev.warren.gateway.queues.OpenTasks;
import dev.warren.gateway.status.StatusView.Agents;
import dev.warren.gateway.status.StatusView.Tasks;
import dev.warren.gateway.status.StatusView.Workers;
import dev.warren.model.task.TaskStatus;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** What the ledger counts, as of a second ago at most; where the count takes long, of twenty times as long ago. */
@Component
final class ReadTotals {

    private static final String LEDGER = """
            select current_setting('server_version') as version, warren.schema_version() as schema_version,
                   (select count(*) from agent) as agents, (select count(*) from agent where paused) as paused,
                   (select count(*) from dead_letter) + (select count(*) from unreadable_message) as dead_letters
            """;

    private static final String WORKERS = """
            select version, count(*) filter (where state = 'ALIVE') as alive, sum(slots) as slots, sum(running) as running,
                   count(*) filter (where state = 'DRAINING') as draining
            from worker where state in ('ALIVE', 'DRAINING') group by version
            """;

    private static final Duration KEPT = Duration.ofSeconds(1);

    private final JdbcOperations ledger;
    private final OpenTasks openTasks;
    private final KeptAnswer<Totals> totals = new KeptAnswer<>(KEPT, this::ask);

    ReadTotals(JdbcOperations ledger, OpenTasks openTasks) {
        this.ledger = ledger;
        this.openTasks = openTasks;
    }

    /** @param version of Postgres */
    record Totals(String version, int schemaVersion, Workers workers, Agents agents, Tasks tasks, long deadLetters) {}

    /** @throws org.springframework.dao.DataAccessException the ledger is away */
    Totals read() {
        return totals.get();
    }

    private Totals ask() {
        Tasks tasks = tasks(openTasks.read());
        Workers workers = workers();
        Totals read = ledger.query(LEDGER, row -> {
            row.next();
            return new Totals(
                    row.getString("version").replaceFirst(" .*", ""),
                    row.getInt("schema_version"),
                    workers,
                    new Agents(row.getInt("agents"), row.getInt("paused")),
                    tasks,
                    row.getLong("dead_letters"));
        });
        if (read == null) {
            throw new IllegalStateException("the ledger answered without a row");
        }
        return read;
    }

    private Workers workers() {
        var versions = new TreeMap<String, Integer>();
        var sums = new long[4];
        ledger.query(WORKERS, (ResultSet row) -> {
            add(row, sums);
            versions.put(row.getString("version"), row.getInt("alive") + row.getInt("draining"));
        });
        return new Workers((int) sums[0], (int) sums[1], sums[2], sums[3], versions);
    }

    private static void add(ResultSet row, long[] sums) throws SQLException {
        sums[0] += row.getLong("alive");
        sums[1] += row.getLong("draining");
        sums[2] += row.getLong("slots");
        sums[3] += row.getLong("running");
    }

    private static Tasks tasks(List<OpenTasks.Group> groups) {
        return new Tasks(
                sum(groups, TaskStatus.SCHEDULED),
                sum(groups, TaskStatus.QUEUED),
                sum(groups, TaskStatus.RUNNING),
                sum(groups, TaskStatus.WAITING_INPUT),
                groups.stream()
                        .filter(group -> group.status() == TaskStatus.QUEUED)
                        .mapToDouble(OpenTasks.Group::oldestSeconds)
                        .max()
                        .orElse(0));
    }

    private static long sum(List<OpenTasks.Group> groups, TaskStatus status) {
        return groups.stream()
                .filter(group -> group.status() == status)
                .mapToLong(OpenTasks.Group::tasks)
                .sum();
    }
}
