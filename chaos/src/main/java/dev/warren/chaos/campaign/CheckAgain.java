package dev.warren.chaos.campaign;

import dev.warren.chaos.check.Check;
import dev.warren.chaos.check.Evidence;
import dev.warren.chaos.check.InvariantResult;
import dev.warren.chaos.cluster.KeptServers;
import dev.warren.chaos.cluster.Layout;
import dev.warren.chaos.journal.FaultLog;
import dev.warren.chaos.report.Report;
import dev.warren.local.cluster.Progress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a campaign once more from what it has left: after the check itself was mended, or for a closer look. What only
 * the campaign could see, it takes from the report of then.
 */
final class CheckAgain {

    private final Layout layout;
    private final Progress progress;

    CheckAgain(Layout layout, Progress progress) {
        this.layout = layout;
        this.progress = progress;
    }

    /**
     * @param broker the system tree with the RabbitMQ that the campaign ran on; empty for the distribution's packages
     * @return whether every invariant held
     */
    boolean run(String broker) {
        Report earlier = Report.read(layout.root());
        Report report;
        try (var servers = KeptServers.start(layout, broker, progress)) {
            progress.say("checking again");
            var ledger = servers.ledger();
            var check = new Check(new Evidence(
                    layout.journal(),
                    layout.effects(),
                    ledger.jdbcUrl(),
                    ledger.user(),
                    ledger.password(),
                    servers.managementUri(),
                    FaultLog.read(layout.journal()),
                    layout.logs()));
            report = checked(earlier, check);
        }
        report.write(layout.root());
        Verdict.tell(report, layout.root(), progress);
        return report.holds();
    }

    private static Report checked(Report earlier, Check check) {
        int minutes = Integer.parseInt(earlier.facts().getOrDefault(Campaign.MINUTES, "0"));
        List<InvariantResult> results = new ArrayList<>(Verdict.of(check.run(), minutes));
        earlier.invariants().stream()
                .filter(result -> Set.of(Campaign.QUIET_ID, Campaign.HOSTILE_ID).contains(result.id()))
                .forEach(results::add);
        Map<String, String> facts = new LinkedHashMap<>(earlier.facts());
        facts.put("Checked", "again, from what the campaign left");
        return new Report(
                facts,
                earlier.began(),
                earlier.ended(),
                earlier.counts(),
                earlier.faults(),
                results,
                check.recoveries());
    }
}
