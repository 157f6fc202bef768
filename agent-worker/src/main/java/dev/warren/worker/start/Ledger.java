package dev.warren.worker.start;

import com.zaxxer.hikari.HikariDataSource;
import dev.warren.store.connect.LedgerConnections;
import org.springframework.jdbc.core.JdbcTemplate;

/** The connections to the ledger: those of the work, and the heartbeat's own, which wait for nobody's statement. */
final class Ledger implements AutoCloseable {

    private static final String COMPONENT = "warren-worker";

    private final HikariDataSource forWork;
    private final HikariDataSource forHeartbeat;
    private final JdbcTemplate work;
    private final JdbcTemplate heartbeat;

    Ledger(LedgerSettings settings) {
        forWork = LedgerConnections.open(settings.properties(), COMPONENT, LedgerSettings.PATIENCE);
        forHeartbeat = LedgerConnections.open(
                settings.ofHeartbeat(), COMPONENT + "-heartbeat", LedgerSettings.HEARTBEAT_PATIENCE);
        work = new JdbcTemplate(forWork);
        heartbeat = new JdbcTemplate(forHeartbeat);
    }

    JdbcTemplate work() {
        return work;
    }

    JdbcTemplate heartbeat() {
        return heartbeat;
    }

    @Override
    public void close() {
        forHeartbeat.close();
        forWork.close();
    }
}
