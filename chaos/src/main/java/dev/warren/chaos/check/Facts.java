package dev.warren.chaos.check;

import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.journal.RunClock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Everything that is known about a campaign, after everything is quiet. All times are microseconds since 1970 by the
 * machine's clock, which is the ledger's; {@link Times#NONE} where there is none.
 *
 * @param tasks every row of the ledger, with what clients and agents say about it
 * @param unknown executions of tasks that the ledger does not know
 */
record Facts(
        Map<UUID, TaskHistory> tasks,
        JournalFacts journal,
        EffectFacts effects,
        List<FaultRecord> faults,
        LedgerState ledger,
        List<QueueState> queues,
        LogFacts logs,
        List<Execution> unknown) {

    Collection<TaskHistory> histories() {
        return tasks.values();
    }

    /** Whether a fault was at work at any moment between the two. */
    boolean disturbed(long from, long until) {
        return faults.stream()
                .anyMatch(fault -> RunClock.micros(fault.start()) <= until && RunClock.micros(fault.heal()) >= from);
    }
}
