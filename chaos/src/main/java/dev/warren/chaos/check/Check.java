package dev.warren.chaos.check;

import dev.warren.chaos.journal.RunClock;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Compares what clients were told and what agents did with the ledger and the broker, once everything is quiet. */
public final class Check {

    private final Evidence evidence;
    private List<Recovery> recoveries = List.of();

    public Check(Evidence evidence) {
        this.evidence = evidence;
    }

    /**
     * Looks at everything and answers one result for each invariant, in their order.
     *
     * @throws IllegalStateException where the evidence cannot be read
     */
    public List<InvariantResult> run() {
        Facts facts = facts();
        recoveries = MeasureRecovery.measure(facts);
        return invariants().stream().map(invariant -> invariant.check(facts)).toList();
    }

    /** How the platform recovered, by kind of fault; empty before {@link #run()}. */
    public List<Recovery> recoveries() {
        return recoveries;
    }

    private List<Invariant> invariants() {
        return List.of(
                new AcceptedTasksAreThere(),
                new EveryRunHasEnded(),
                new OneTaskPerSubmission(),
                new SameKeySameTask(),
                new OtherBodyIsRefused(),
                new AttemptsAreClaims(),
                new ResultsAreOfLastAttempt(),
                new FailuresWithinLimit(),
                new NeverTwoAtOnce(),
                new ChargesAreExplained(),
                new EndsAreExpected(),
                new QueuesAreEmpty(),
                new LeasesAreGone(),
                new NoStartTooEarly(),
                new NoStartAfterTtl(),
                new NoStartAfterCancel(),
                new CancelsReachWhatRuns(),
                new BackOffIsKept(),
                new NothingLeaks(evidence.journal()),
                new RecoversInTime(recoveries),
                new LogsAreClean());
    }

    private Facts facts() {
        RunClock clock = RunClock.read(evidence.journal());
        JournalFacts journal = ReadJournal.read(evidence.journal(), clock);
        EffectFacts effects = ReadEffects.read(evidence.effects(), clock);
        LogFacts logs = ReadLogs.read(evidence.logs());
        try (var ledger = new ReadLedger(evidence.jdbcUrl(), evidence.user(), evidence.password())) {
            List<QueueState> queues = ReadQueues.read(evidence.managementUri());
            Map<UUID, TaskHistory> tasks = ledger.tasks();
            return CollectFacts.join(
                    tasks,
                    journal,
                    effects,
                    evidence.faults(),
                    new CollectFacts.Surroundings(ledger.state(), queues, logs));
        } catch (SQLException | IOException e) {
            throw new IllegalStateException("The evidence cannot be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while it read the evidence", e);
        }
    }
}
