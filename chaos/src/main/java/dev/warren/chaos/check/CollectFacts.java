package dev.warren.chaos.check;

import dev.warren.chaos.fault.FaultRecord;
import dev.warren.chaos.journal.TaskSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Joins by task what the journal, the ledger and the effect logs say. */
final class CollectFacts {

    private CollectFacts() {}

    static Facts join(
            Map<UUID, TaskHistory> tasks,
            JournalFacts journal,
            EffectFacts effects,
            List<FaultRecord> faults,
            Surroundings around) {
        List<Execution> unknown = new ArrayList<>();
        for (Execution execution : effects.executions().values()) {
            TaskHistory task = tasks.get(execution.task());
            if (task == null) {
                unknown.add(execution);
            } else {
                task.add(execution);
            }
        }
        for (TaskHistory task : tasks.values()) {
            TaskSpec spec = journal.spec(task.row().intent());
            if (spec != null) {
                task.wanted(spec);
            }
            task.sort();
        }
        return new Facts(tasks, journal, effects, faults, around.ledger(), around.queues(), around.logs(), unknown);
    }

    /** What else there is at the end. */
    record Surroundings(LedgerState ledger, List<QueueState> queues, LogFacts logs) {}
}
