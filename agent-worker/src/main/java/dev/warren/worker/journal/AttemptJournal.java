package dev.warren.worker.journal;

import dev.warren.store.step.Step;
import dev.warren.worker.agent.replay.ReplaySteps;
import dev.warren.worker.lease.Ownership;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What one attempt sees of its run's journal: read at its first step, and only where there can be something. */
public final class AttemptJournal implements ReplaySteps.Journal {

    /** Children are kept in the journal too, by the ledger itself. */
    private static final String CHILD = "child:";

    private final JournalSteps steps;
    private final Ownership attempt;
    private final String prefix;
    private final ReentrantLock reading = new ReentrantLock();
    private volatile @Nullable Map<String, String> results;

    AttemptJournal(JournalSteps steps, Ownership attempt, int stage, boolean fresh) {
        this.steps = steps;
        this.attempt = attempt;
        this.prefix = stage + ":";
        this.results = fresh ? new ConcurrentHashMap<>() : null;
    }

    @Override
    public @Nullable String find(String step) {
        return results().get(prefix + step);
    }

    @Override
    public String record(String step, String result) {
        String name = prefix + step;
        String kept = steps.record(attempt, new Step(attempt.lease(), name, result));
        results().put(name, kept);
        return kept;
    }

    @Override
    public int size() {
        return results().size();
    }

    private Map<String, String> results() {
        Map<String, String> known = results;
        if (known != null) {
            return known;
        }
        reading.lock();
        try {
            Map<String, String> read = results;
            if (read == null) {
                read = new ConcurrentHashMap<>(steps.read(attempt));
                read.keySet().removeIf(name -> name.startsWith(CHILD));
                results = read;
            }
            return read;
        } finally {
            reading.unlock();
        }
    }
}
