package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether Postgres cleans up behind the ledger's changes. */
final class Vacuum implements Check {

    private static final String OFF = """
            select name from pg_settings where name in ('autovacuum', 'track_counts') and setting = 'off'
            """;

    private static final String OFF_FOR_TABLE = """
            select c.relname from pg_class c
            where c.relnamespace = 'warren'::regnamespace and c.reloptions && array['autovacuum_enabled=false',
                'autovacuum_enabled=off', 'autovacuum_enabled=0', 'autovacuum_enabled=no']
            order by 1 limit 5
            """;

    private static final String BLOATED = """
            select relname, n_dead_tup, n_live_tup from pg_stat_user_tables
            where schemaname = 'warren' and n_dead_tup > 100000 and n_dead_tup > n_live_tup order by n_dead_tup desc limit 5
            """;

    private static final String AGE = "select age(datfrozenxid) from pg_database where datname = current_database()";

    private static final int OLD = 500_000_000;
    private static final int TOO_OLD = 1_000_000_000;

    private final Ledger ledger;

    Vacuum(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-vacuum";
    }

    @Override
    public List<Finding> look() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String setting : ledger.list(OFF, row -> row.getString(1))) {
            findings.add(Finding.problem(
                    Runbook.LEDGER_BLOAT, "%s is off in Postgres: the ledger grows and slows down for ever.", setting));
        }
        for (String table : ledger.list(OFF_FOR_TABLE, row -> row.getString(1))) {
            findings.add(Finding.problem(
                    Runbook.LEDGER_BLOAT, "Autovacuum is off for table warren.%s: it grows and slows down.", table));
        }
        findings.addAll(ledger.list(
                BLOATED,
                row -> Finding.note(
                        Runbook.LEDGER_BLOAT,
                        "Table warren.%s has %,d dead rows beside %,d living ones; autovacuum does not keep up.",
                        row.getString(1),
                        row.getLong(2),
                        row.getLong(3))));
        int age = ledger.one(AGE, row -> row.getInt(1));
        if (age > OLD) {
            String sentence = "The oldest transaction number of the database is %,d back; at 2 billion Postgres stops."
                    .formatted(age);
            findings.add(
                    age > TOO_OLD
                            ? Finding.problem(Runbook.LEDGER_BLOAT, "%s", sentence)
                            : Finding.note(Runbook.LEDGER_BLOAT, "%s", sentence));
        }
        return findings.isEmpty() ? List.of(Finding.ok("Autovacuum is on and keeps up.")) : findings;
    }
}
