package dev.warren.worker.start;

import com.zaxxer.hikari.HikariDataSource;
import dev.warren.store.connect.LedgerConnections;
import dev.warren.worker.lease.FewAtOnce;
import org.springframework.jdbc.core.JdbcTemplate;

/** The connections to the ledger: those of the work, and the heartbeat's own, which wait for nobody's statement. */
final class Ledger implements AutoCloseable {

    private static final String COMPONENT = "warren-worker";

    /** Connections that have one user each: claims, results, steps and progress. */
    private static final int GROUPS = 4;

    private final HikariDataSource forWork;
    private final HikariDataSource forHeartbeat;
    private final JdbcTemplate work;
    private final JdbcTemplate heartbeat;
    private final FewAtOnce few;

    Ledger(LedgerSettings settings) {
        forWork = LedgerConnections.open(settings.properties(), COMPONENT, LedgerSettings.PATIENCE);
        forHeartbeat = LedgerConnections.open(
                settings.ofHeartbeat(), COMPONENT + "-heartbeat", LedgerSettings.HEARTBEAT_PATIENCE);
        work = new JdbcTemplate(forWork);
        heartbeat = new JdbcTemplate(forHeartbeat);
        few = new FewAtOnce(Math.max(1, settings.poolSize() - GROUPS));
    }

    JdbcTemplate work() {
        return work;
    }

    JdbcTemplate heartbeat() {
        return heartbeat;
    }

    /** What the attempts' own questions share of the work's connections. */
    FewAtOnce few() {
        return few;
    }

    @Override
    public void close() {
        forHeartbeat.close();
        forWork.close();
    }
}
