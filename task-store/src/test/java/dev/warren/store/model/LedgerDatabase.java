package dev.warren.store.model;

import com.zaxxer.hikari.HikariDataSource;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.connect.LedgerConnections;
import dev.warren.store.connect.LedgerProperties;
import dev.warren.store.schema.LedgerSchema;
import dev.warren.store.sweep.SweepLedger;
import dev.warren.store.worker.HostedAgent;
import dev.warren.store.worker.WorkerLife;
import dev.warren.test.TestServers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.JdbcTemplate;

/** A database of its own with the ledger in it, which can be emptied again and again. */
final class LedgerDatabase implements AutoCloseable {

    static final String AGENT_VERSION = "1";

    private final HikariDataSource connections;
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());
    final JdbcTemplate jdbc;
    final TaskRows rows;
    final LedgerTime time;

    LedgerDatabase() {
        var postgres = TestServers.postgres();
        connections = LedgerConnections.open(
                new LedgerProperties(
                        TestServers.freshDatabase(), postgres.user(), postgres.password(), 4, Duration.ofSeconds(5)),
                "model");
        Flyway.configure()
                .dataSource(connections)
                .schemas(LedgerSchema.NAME)
                .locations(LedgerSchema.LOCATION)
                .load()
                .migrate();
        jdbc = new JdbcTemplate(connections);
        for (String agent : new String[] {"echo", "other"}) {
            new WorkerLife(jdbc, ids.next())
                    .announce(new HostedAgent(
                            agent,
                            AGENT_VERSION,
                            "Is modelled",
                            Set.of(),
                            null,
                            null,
                            Duration.ofMinutes(10),
                            3,
                            "{\"jitter\":0}"));
        }
        jdbc.update("insert into agent_queue (agent, lane) values ('echo', 'own')");
        // All tasks of a test fit into one partition, and statements on one are much faster.
        new SweepLedger(jdbc).dropPartitions(Instant.now().plus(Duration.ofDays(60)));
        time = new LedgerTime(jdbc);
        rows = new TaskRows(jdbc);
    }

    UUID nextId() {
        return ids.next();
    }

    HikariDataSource connections() {
        return connections;
    }

    /** Forgets all tasks, workers and keys, and starts time anew. */
    void empty() {
        jdbc.execute("""
                delete from task; delete from dead_letter; delete from task_attempt; delete from task_event; delete from task_run;
                delete from task_step; delete from child_end;
                delete from worker; delete from idempotency_key; update agent set paused = false where paused;
                update ledger_clock set broker_generation = 1, sound_generation = 1, raised_at = null""");
        time.restart();
    }

    @Override
    public void close() {
        connections.close();
    }
}
