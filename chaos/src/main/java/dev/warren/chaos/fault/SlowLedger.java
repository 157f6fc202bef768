package dev.warren.chaos.fault;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Postgres answers, and does not get on. Each fault is injected by one instance, which holds what it has opened.
 */
final class SlowLedger implements Fault {

    private final Manner manner;
    private final Duration length;
    private final List<Connection> held = new ArrayList<>();

    SlowLedger(Manner manner, Duration length) {
        this.manner = manner;
        this.length = length;
    }

    /** What keeps Postgres from getting on. */
    enum Manner {
        TABLE_LOCK("lock the task table"),
        ROW_LOCKS("hold locks on every waiting and running row"),
        NO_CONNECTIONS("take every connection of Postgres");

        private final String words;

        Manner(String words) {
            this.words = words;
        }
    }

    @Override
    public String id() {
        return "F8";
    }

    @Override
    public String name() {
        return manner.words;
    }

    @Override
    public Duration length() {
        return length;
    }

    @Override
    public Set<String> touches() {
        return Set.of(Touch.LEDGER);
    }

    @Override
    public boolean recoversAtOnce() {
        return false;
    }

    @Override
    public String strike(Scene scene) throws SQLException {
        return switch (manner) {
            case TABLE_LOCK -> {
                run(scene, "lock table task in access exclusive mode");
                yield "lock table task in access exclusive mode, for %d s".formatted(length.toSeconds());
            }
            case ROW_LOCKS -> {
                int rows = run(scene, """
                        select id from task where status in ('SCHEDULED', 'QUEUED', 'RUNNING') order by id for update""");
                yield "%d rows locked for %d s".formatted(rows, length.toSeconds());
            }
            case NO_CONNECTIONS -> takeAll(scene);
        };
    }

    @Override
    public void heal(Scene scene) throws SQLException {
        for (Connection connection : held) {
            connection.close();
        }
        held.clear();
    }

    /** Begins a transaction that stays open; answers how many rows came. */
    private int run(Scene scene, String sql) throws SQLException {
        Connection connection = scene.cluster().ledger().connect();
        held.add(connection);
        connection.setAutoCommit(false);
        int rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.execute("set lock_timeout = '10s'");
            if (statement.execute(sql)) {
                try (var found = statement.getResultSet()) {
                    while (found.next()) {
                        rows++;
                    }
                }
            }
        }
        return rows;
    }

    /** Ends the connections of gateways and workers and takes their places, until Postgres says that there are no more. */
    private String takeAll(Scene scene) throws SQLException {
        Connection first = scene.cluster().ledger().connect();
        held.add(first);
        int ended = 0;
        for (int round = 0; round < 3; round++) {
            try (Statement statement = first.createStatement();
                    var rows = statement.executeQuery("""
                            select count(pg_terminate_backend(pid)) from pg_stat_activity
                            where usename in ('warren_gateway_login', 'warren_worker_login')""")) {
                rows.next();
                ended += rows.getInt(1);
            }
            fill(scene);
        }
        return "%d connections ended and %d taken for %d s".formatted(ended, held.size(), length.toSeconds());
    }

    private void fill(Scene scene) {
        while (held.size() < 1000) {
            try {
                held.add(scene.cluster().ledger().connect());
            } catch (SQLException noMore) {
                return;
            }
        }
    }
}
