package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.List;

/** Whether Postgres has room for further connections. */
final class ServerConnections implements Check {

    private static final int MANY_PERCENT = 75;
    private static final int TOO_MANY_PERCENT = 90;

    private final Ledger ledger;

    ServerConnections(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-connections";
    }

    @Override
    public List<Finding> look() throws SQLException {
        return ledger.list("""
                select (select sum(numbackends) from pg_stat_database),
                       current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
                """, row -> judge(row.getInt(1), row.getInt(2)));
    }

    static Finding judge(int used, int room) {
        String sentence = "Postgres has %d of %d connections in use.".formatted(used, room);
        if (used * 100 >= room * TOO_MANY_PERCENT) {
            return Finding.problem(
                    Runbook.LEDGER_CONNECTIONS,
                    "%s The next gateway or worker that starts finds none, and neither do busy ones.",
                    sentence);
        }
        return used * 100 >= room * MANY_PERCENT
                ? Finding.note(Runbook.LEDGER_CONNECTIONS, "%s", sentence)
                : Finding.ok("%s", sentence);
    }
}
