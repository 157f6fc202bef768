package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Check;
import dev.warren.doctor.check.Finding;
import dev.warren.doctor.check.Runbook;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Collectors;

/** Whether all living workers are of one release. */
final class WorkerVersions implements Check {

    private static final String VERSIONS = """
            select version, count(*), string_agg(name, ', ' order by name) from worker
            where state in ('ALIVE', 'DRAINING') group by version order by version
            """;

    private final Ledger ledger;

    WorkerVersions(Ledger ledger) {
        this.ledger = ledger;
    }

    @Override
    public String name() {
        return "worker-versions";
    }

    record Release(String version, int workers, String names) {}

    @Override
    public List<Finding> look() throws SQLException {
        return List.of(
                judge(ledger.list(VERSIONS, row -> new Release(row.getString(1), row.getInt(2), row.getString(3)))));
    }

    static Finding judge(List<Release> releases) {
        if (releases.isEmpty()) {
            return Finding.ok("No worker lives, so none is of another release.");
        }
        if (releases.size() == 1) {
            return Finding.ok(
                    "All workers are of release %s.", releases.getFirst().version());
        }
        return Finding.note(
                Runbook.VERSIONS,
                "Workers of %d releases live: %s. That is right while an upgrade goes on.",
                releases.size(),
                releases.stream()
                        .map(release -> release.version() + " (" + release.names() + ")")
                        .collect(Collectors.joining(", ")));
    }
}
