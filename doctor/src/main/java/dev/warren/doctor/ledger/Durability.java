package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether a commit that was answered survives a crash: the promise of every 202 rests on it. */
final class Durability implements Check {

    private static final String SERVER = """
            select name, setting, unit from pg_settings
            where name in ('fsync', 'full_page_writes', 'synchronous_commit') and setting = 'off'
            """;

    /** What is set for a role or a database goes over what is set for the server. */
    private static final String APART = """
            select coalesce('role ' || r.rolname, 'every role'), c
            from pg_db_role_setting s cross join lateral unnest(s.setconfig) c left join pg_roles r on r.oid = s.setrole
            where c = 'synchronous_commit=off'
                and s.setdatabase in (0, (select oid from pg_database where datname = current_database()))
            """;

    private final Ledger ledger;

    Durability(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-durable";
    }

    @Override
    public List<Finding> look() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        for (String name : ledger.list(SERVER, row -> row.getString(1))) {
            findings.add(Finding.problem(
                    Runbook.LEDGER_NOT_DURABLE,
                    "%s is off in Postgres: a crash loses tasks that were answered 202%s.",
                    name,
                    "synchronous_commit".equals(name) ? "" : ", or the whole database"));
        }
        for (String who : ledger.list(APART, row -> row.getString(1))) {
            findings.add(Finding.problem(
                    Runbook.LEDGER_NOT_DURABLE,
                    "synchronous_commit is off in Postgres for %s: a crash loses what it was told is written.",
                    who));
        }
        return findings.isEmpty()
                ? List.of(
                        Finding.ok("Commits wait for the disk: fsync, full_page_writes and synchronous_commit are on."))
                : findings;
    }
}
