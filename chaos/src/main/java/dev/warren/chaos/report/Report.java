package dev.warren.chaos.report;

import dev.warren.chaos.check.InvariantResult;
import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.load.Load;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a campaign has found.
 *
 * @param facts what was run, in the order in which they are shown: seed, versions, rate, minutes
 * @param began start of the load
 * @param ended end of the check
 * @param counts what the clients have counted
 */
public record Report(
        Map<String, String> facts,
        Instant began,
        Instant ended,
        Load.Counts counts,
        List<FaultRecord> faults,
        List<InvariantResult> invariants) {

    /** Writes {@code report.md} and {@code report.json} into the directory. */
    public void write(Path directory) {
        throw new UnsupportedOperationException("no report yet: " + directory);
    }
}
