package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Whether some gateway's sweeper is at work: it ticks every second, and leaves nothing lie that is due. */
final class SweeperWorks implements Check {

    private static final String CLOCK = """
            select extract(epoch from clock_timestamp() - last_tick),
                   extract(epoch from judge_after - clock_timestamp()), sound_generation < broker_generation, broker_generation
            from ledger_clock
            """;

    /** What each sweep does within a second or some, and has not done for much longer. */
    private static final String LEFT = """
            select 'should have been queued by now', count(*) from (
                select from task where status = 'SCHEDULED' and due_at < clock_timestamp() - interval '30 s'
                    and (started_at is not null or expires_at is null or expires_at > clock_timestamp()) limit 10000) a
            union all
            select 'should have expired by now', count(*) from (
                select from task where status in ('SCHEDULED', 'QUEUED') and started_at is null
                    and expires_at < clock_timestamp() - interval '30 s' limit 10000) b
            union all
            select 'should have been published by now', count(*) from (
                select from task where status = 'QUEUED' and publish_at < clock_timestamp() - interval '30 s' limit 10000) c
            union all
            select 'should have been stopped at the timeout by now', count(*) from (
                select from task where status = 'RUNNING' and timeout_at < clock_timestamp() - interval '60 s' limit 10000) d
            """;

    private static final double LATE = 5;
    private static final double STOPPED = 15;

    private final Ledger ledger;

    SweeperWorks(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "sweeper";
    }

    @Override
    public List<Finding> look() throws SQLException {
        return ledger.read(connection -> {
            List<Finding> findings = new ArrayList<>();
            for (Finding finding : Ledger.list(connection, CLOCK, row -> ofTick(row.getDouble(1)))) {
                findings.add(finding);
            }
            Ledger.list(connection, CLOCK, row -> {
                if (row.getDouble(2) > 0) {
                    findings.add(Finding.note(
                            "The ledger was away, or no gateway ran; no worker is called dead for %s more.",
                            Seconds.inWords(row.getDouble(2))));
                }
                if (row.getBoolean(3)) {
                    findings.add(Finding.note(
                            Runbook.LOST_BROKER,
                            "The broker had lost everything and is generation %d now; what was published to the one before is"
                                    + " being published again.",
                            row.getInt(4)));
                }
                return row;
            });
            findings.addAll(Ledger.list(connection, LEFT, row -> left(row.getString(1), row.getLong(2))).stream()
                    .flatMap(List::stream)
                    .toList());
            return findings;
        });
    }

    private static List<Finding> left(String what, long tasks) {
        return tasks == 0
                ? List.of()
                : List.of(Finding.problem(
                        Runbook.SWEEPER_STOPPED,
                        "%s %s, and no gateway has seen to it.",
                        tasks == 1 ? "A task" : tasks + " tasks",
                        what));
    }

    static Finding ofTick(double seconds) {
        if (seconds > STOPPED) {
            return Finding.problem(
                    Runbook.SWEEPER_STOPPED,
                    "No gateway has swept the ledger for %s: retries, timers, lost messages and dead workers' tasks wait.",
                    Seconds.inWords(seconds));
        }
        return seconds > LATE
                ? Finding.note(
                        Runbook.SWEEPER_STOPPED,
                        "The last sweep was %s ago; there should be one a second.",
                        Seconds.inWords(seconds))
                : Finding.ok("A gateway has swept the ledger %s ago.", Seconds.inWords(Math.max(0, seconds)));
    }
}
