package dev.warren.doctor.ledger;

import dev.warren.doctor.check.Group;
import java.util.List;

/** All checks of the ledger. */
public final class LedgerChecks {

    private LedgerChecks() {}

    public static Group of(Ledger ledger) {
        return new Group(
                "Ledger",
                new LedgerAnswers(ledger),
                "because the ledger cannot be read",
                List.of(
                        new SchemaVersion(ledger),
                        new Durability(ledger),
                        new ServerConnections(ledger),
                        new HeldUp(ledger),
                        new Vacuum(ledger),
                        new Partitions(ledger),
                        new LedgerRights(ledger),
                        new LedgerLogins(ledger),
                        new SweeperWorks(ledger),
                        new WorkersBeat(ledger),
                        new WorkerVersions(ledger),
                        new Leases(ledger),
                        new TasksWait(ledger),
                        new DeadLettersWait(ledger)));
    }
}
