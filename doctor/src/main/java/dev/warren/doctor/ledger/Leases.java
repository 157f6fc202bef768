package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** Whether every running task belongs to a living worker. */
final class Leases implements Check {

    private static final String ORPHANED = """
            select t.id::text || '/' || t.fence, coalesce(t.worker, 'an unknown worker')
            from task t left join worker w on w.incarnation = t.owner
            where t.status = 'RUNNING' and coalesce(w.state, 'DEAD') not in ('ALIVE', 'DRAINING') limit 10000
            """;

    /** A sweep takes over what a dead worker ran within some seconds; only what stays is wrong. */
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(3);

    private final Ledger ledger;

    Leases(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "leases";
    }

    private record Orphan(String attempt, String worker) {}

    @Override
    public List<Finding> look() throws SQLException, InterruptedException {
        List<Orphan> orphans = orphans();
        if (!orphans.isEmpty()) {
            Thread.sleep(BETWEEN_LOOKS);
            List<Orphan> before = orphans;
            orphans = orphans().stream().filter(before::contains).toList();
        }
        if (orphans.isEmpty()) {
            return List.of(Finding.ok("Every running task belongs to a living worker."));
        }
        return List.of(Finding.problem(
                Runbook.LEASES,
                "%s RUNNING for a worker that is gone (%s), and nobody takes them over.",
                orphans.size() == 1 ? "A task is" : orphans.size() + " tasks are",
                String.join(
                        ", ",
                        orphans.stream().map(Orphan::worker).distinct().limit(5).toList())));
    }

    private List<Orphan> orphans() throws SQLException {
        return ledger.list(ORPHANED, row -> new Orphan(row.getString(1), row.getString(2)));
    }
}
