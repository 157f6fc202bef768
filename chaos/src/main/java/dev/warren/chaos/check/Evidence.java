package dev.warren.chaos.check;

import dev.warren.chaos.fault.FaultRecord;
import java.nio.file.Path;
import java.util.List;

/**
 * Where the check looks.
 *
 * @param journal directory of the clients' journal
 * @param effects directory of the test agents' effect logs
 * @param jdbcUrl address of the ledger, not through a proxy
 * @param user who may read everything in the ledger
 * @param password of that user
 * @param managementUri {@code http://user:password@host:port} of the broker's management plugin
 * @param faults what was injected
 * @param logs directory with a log of each process life, {@code *.log}
 */
public record Evidence(
        Path journal,
        Path effects,
        String jdbcUrl,
        String user,
        String password,
        String managementUri,
        List<FaultRecord> faults,
        Path logs) {

    /** Without the passwords. */
    @Override
    public String toString() {
        return "Evidence[journal=%s, effects=%s, faults=%d]".formatted(journal, effects, faults.size());
    }
}
