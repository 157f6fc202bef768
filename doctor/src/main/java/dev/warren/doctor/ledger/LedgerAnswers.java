package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether Postgres can be reached, is of a version that is supported, is no standby, and holds a ledger. */
final class LedgerAnswers implements Check {

    private static final int OLDEST = 15;
    private static final int NEWEST = 18;
    private static final int PER_MAJOR = 10_000;

    private final Ledger ledger;

    LedgerAnswers(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-answers";
    }

    private record Server(int number, String version, boolean standby, boolean hasLedger, String user) {}

    @Override
    public List<Finding> look() {
        long begun = System.nanoTime();
        Server server;
        try {
            server = ledger.one(
                    """
                    select current_setting('server_version_num')::int, current_setting('server_version'),
                           pg_is_in_recovery(), to_regclass('warren.task') is not null, current_user
                    """,
                    row -> new Server(
                            row.getInt(1),
                            row.getString(2).replaceFirst(" .*", ""),
                            row.getBoolean(3),
                            row.getBoolean(4),
                            row.getString(5)));
        } catch (SQLException e) {
            return List.of(Finding.problem(
                    Runbook.LEDGER_AWAY,
                    "Postgres at %s does not answer: %s.",
                    ledger,
                    String.valueOf(e.getMessage())
                            .lines()
                            .findFirst()
                            .orElse("")
                            .replaceFirst("\\.$", "")));
        }
        double millis = (System.nanoTime() - begun) / 1e6;
        return judge(server, millis);
    }

    private List<Finding> judge(Server server, double millis) {
        List<Finding> findings = new ArrayList<>();
        int major = server.number() / PER_MAJOR;
        if (server.standby()) {
            findings.add(Finding.problem(
                    Runbook.LEDGER_AWAY, "Postgres at %s is a standby: nothing can be written there.", ledger));
        }
        if (!server.hasLedger()) {
            findings.add(Finding.problem(
                    Runbook.SCHEMA_VERSION,
                    "The database at %s holds no ledger, or one that %s may not see.",
                    ledger,
                    server.user()));
        }
        if (major < OLDEST) {
            findings.add(Finding.problem(
                    Runbook.VERSIONS, "Postgres %s is too old: Warren needs %d.", server.version(), OLDEST));
        } else if (major > NEWEST) {
            findings.add(Finding.note(
                    Runbook.VERSIONS, "Warren is tested up to Postgres %d, and this is %s.", NEWEST, server.version()));
        }
        if (findings.stream().noneMatch(Finding::isProblem)) {
            findings.addFirst(Finding.ok(
                    "Postgres %s at %s answers %s as %s.",
                    server.version(), ledger, String.format(Locale.ROOT, "in %.0f ms", millis), server.user()));
        }
        return findings;
    }
}
