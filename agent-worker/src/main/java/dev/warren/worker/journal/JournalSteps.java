package dev.warren.worker.journal;

import static java.util.stream.Collectors.groupingBy;

import dev.warren.model.fault.Failpoint;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.group.GroupCommit;
import dev.warren.store.step.Step;
import dev.warren.store.step.StepJournal;
import dev.warren.worker.lease.FewAtOnce;
import dev.warren.worker.lease.Incarnation;
import dev.warren.worker.lease.Ownership;
import dev.warren.worker.metric.WorkerMetrics;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;

/** Keeps and finds the steps of all attempts of this worker; each attempt sees its own by {@link #of}. */
public final class JournalSteps implements AutoCloseable {

    /** A step may have 1 MiB. */
    private static final GroupCommit.Limits LIMITS = new GroupCommit.Limits(32, 20_000, Duration.ofSeconds(5));

    private record Entry(Incarnation incarnation, Step step) {}

    private final StepJournal ledger;
    private final FewAtOnce few;
    private final GroupCommit<Entry, Optional<String>> group;

    public JournalSteps(StepJournal ledger, FewAtOnce few, WorkerMetrics metrics) {
        this.ledger = ledger;
        this.few = few;
        this.group = new GroupCommit<>("warren-steps", LIMITS, this::write, LedgerFailures::mayBeOfOneRow);
        this.group.observe(metrics::stepGroup);
    }

    /**
     * The steps that an attempt sees.
     *
     * @param stage counts the handoffs of the run: each begins names of its own
     * @param fresh whether nothing can have been kept in this run before
     */
    public AttemptJournal of(Ownership attempt, int stage, boolean fresh) {
        return new AttemptJournal(this, attempt, stage, fresh);
    }

    Map<String, String> read(Ownership attempt) {
        return attempt.ask(
                "the steps of task " + attempt.lease().task(),
                () -> few.ask(() -> ledger.read(attempt.incarnation().id(), attempt.lease())));
    }

    /** The result that counts. It returns when the ledger has it. */
    String record(Ownership attempt, Step step) {
        Optional<String> kept = attempt.insist(
                "step '" + step.name() + "' of task " + step.lease().task(),
                () -> answer(new Entry(attempt.incarnation(), step)));
        return kept.orElseThrow(attempt::lost);
    }

    /** Waits also on a thread that was interrupted: the answer comes within the patience of a statement. */
    private Optional<String> answer(Entry entry) {
        try {
            return group.submit(entry).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }

    private List<Optional<String>> write(List<Entry> entries) {
        var answers = new IdentityHashMap<Entry, Optional<String>>();
        entries.stream().collect(groupingBy(Entry::incarnation)).forEach((incarnation, own) -> {
            List<Optional<String>> kept = ledger.record(
                    incarnation.id(), own.stream().map(Entry::step).toList());
            for (int i = 0; i < own.size(); i++) {
                answers.put(own.get(i), kept.get(i));
            }
        });
        if (Failpoint.STEP_COMMITTED.loses()) {
            throw LedgerFailures.answerLost("failpoint");
        }
        return entries.stream().map(answers::get).toList();
    }

    /** Answers what was sent and takes no more. */
    @Override
    public void close() {
        group.close();
    }
}
