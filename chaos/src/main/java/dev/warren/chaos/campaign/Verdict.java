package dev.warren.chaos.campaign;

import dev.warren.chaos.check.InvariantResult;
import dev.warren.chaos.report.Report;
import dev.warren.local.cluster.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the results of a check mean for the campaign, and how they are told. */
final class Verdict {

    /** From how long a campaign on recovery times are judged, not only shown. */
    private static final int JUDGED_FROM_MINUTES = 10;

    private static final String RECOVERY = "I13";

    private Verdict() {}

    static List<InvariantResult> of(List<InvariantResult> results, int minutes) {
        List<InvariantResult> judged = new ArrayList<>(results);
        if (minutes < JUDGED_FROM_MINUTES) {
            judged.replaceAll(result -> result.id().equals(RECOVERY) ? toldOnly(result) : result);
        }
        return judged;
    }

    /** A short campaign has too few samples of each fault to hold a 99th percentile against anybody. */
    private static InvariantResult toldOnly(InvariantResult recovery) {
        List<String> notes = new ArrayList<>(recovery.notes());
        recovery.examples().forEach(missed -> notes.add("not judged in so short a campaign: " + missed));
        return new InvariantResult(recovery.id(), recovery.name(), recovery.checked(), 0, List.of(), notes);
    }

    static void tell(Report report, Path directory, Progress progress) {
        for (InvariantResult result : report.invariants()) {
            progress.print("%-5s %-8s %,10d checked %,6d violations  %s"
                    .formatted(
                            result.holds() ? "held" : "BROKE",
                            result.id(),
                            result.checked(),
                            result.violations(),
                            result.name()));
            result.examples().stream().limit(5).forEach(example -> progress.print("        " + example));
        }
        progress.saying("%d faults; the report is %s", report.faults().size(), directory.resolve("report.md"));
    }
}
