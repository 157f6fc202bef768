package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether somebody's transaction keeps the ledger from cleaning up, or its statements waiting for a lock. */
final class HeldUp implements Check {

    private static final String OLD_TRANSACTIONS = """
            select pid, coalesce(nullif(application_name, ''), 'an unnamed program'), usename, coalesce(state, 'unknown'),
                   extract(epoch from clock_timestamp() - xact_start)
            from pg_stat_activity
            where datname = current_database() and xact_start < clock_timestamp() - interval '5 min'
            order by xact_start limit 5
            """;

    /** One row for those that hold: whoever waits is many, and does nothing wrong. */
    private static final String LOCK_WAITS = """
            select count(*), string_agg(distinct program, ', '), extract(epoch from clock_timestamp() - min(waitstart)),
                   coalesce(holders, 'a prepared transaction')
            from (select l.waitstart, coalesce(nullif(a.application_name, ''), 'an unnamed program') as program,
                         (select string_agg(format('process %s (%s, user %s, %s)', b.pid,
                                     coalesce(nullif(b.application_name, ''), 'an unnamed program'), b.usename,
                                     coalesce(b.state, 'unknown')), ', ' order by b.pid)
                          from pg_stat_activity b where b.pid = any (pg_blocking_pids(l.pid))) as holders
                  from pg_locks l join pg_stat_activity a on a.pid = l.pid
                  where not l.granted and l.waitstart < clock_timestamp() - interval '3 s'
                    and a.datname = current_database()) waits
            group by holders order by min(waitstart) limit 5
            """;

    private static final String PREPARED = """
            select gid, owner, extract(epoch from clock_timestamp() - prepared) from pg_prepared_xacts
            where database = current_database() and prepared < clock_timestamp() - interval '1 min' limit 5
            """;

    private static final String SLOTS = """
            select slot_name, pg_size_pretty(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn)) from pg_replication_slots
            where not active and pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) > 1024 * 1024 * 1024 limit 5
            """;

    private final Ledger ledger;

    HeldUp(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "ledger-held-up";
    }

    @Override
    public List<Finding> look() throws SQLException {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(ledger.list(
                OLD_TRANSACTIONS,
                row -> Finding.problem(
                        Runbook.LEDGER_HELD_UP,
                        "Process %d of Postgres (%s, user %s, %s) has had a transaction open for %s: nothing that was deleted"
                                + " since can be cleaned up.",
                        row.getInt(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        Seconds.inWords(row.getDouble(5)))));
        findings.addAll(ledger.list(
                LOCK_WAITS,
                row -> Finding.problem(
                        Runbook.LEDGER_HELD_UP,
                        "%s of Postgres (%s) %s waited for a lock for %s, which %s holds.",
                        row.getLong(1) == 1 ? "A process" : row.getLong(1) + " processes",
                        row.getString(2),
                        row.getLong(1) == 1 ? "has" : "have",
                        Seconds.inWords(row.getDouble(3)),
                        row.getString(4))));
        findings.addAll(ledger.list(
                PREPARED,
                row -> Finding.problem(
                        Runbook.LEDGER_HELD_UP,
                        "A prepared transaction (%s, by %s) has been left open for %s.",
                        row.getString(1),
                        row.getString(2),
                        Seconds.inWords(row.getDouble(3)))));
        findings.addAll(ledger.list(
                SLOTS,
                row -> Finding.note(
                        Runbook.LEDGER_HELD_UP,
                        "Nobody reads replication slot %s, and it keeps %s of write-ahead log on the disk.",
                        row.getString(1),
                        row.getString(2))));
        return findings.isEmpty()
                ? List.of(Finding.ok("No transaction is old, and nothing waits for a lock."))
                : findings;
    }
}
