package dev.warren.store;

import static dev.warren.store.LedgerUnderTest.lease;
import static org.assertj.core.api.Assertions.assertThat;

import dev.warren.store.claim.ClaimedTask;
import dev.warren.store.finish.AttemptResult.Ending;
import dev.warren.store.step.Step;
import dev.warren.store.step.StepJournal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StepJournalIT {

    @AutoClose
    private final LedgerUnderTest ledger = new LedgerUnderTest();

    private final StepJournal journal = new StepJournal(ledger.jdbc);
    private final UUID worker = ledger.worker();

    @Test
    void aStepIsKeptOnceAndTheFirstResultCounts() {
        ClaimedTask task = ledger.claimed(worker, ledger.submitted());
        var first = new Step(lease(task), "look it up", "{\"nul\":\"\\u0000\"}");
        var second = new Step(lease(task), "look it up", "2");

        assertThat(journal.record(worker, List.of(first, second)))
                .containsExactly(Optional.of(first.result()), Optional.of(first.result()));
        assertThat(journal.record(worker, List.of(second))).containsExactly(Optional.of(first.result()));
        assertThat(journal.read(worker, lease(task))).containsOnly(Map.entry("look it up", first.result()));
    }

    @Test
    void aLaterAttemptFindsWhatAnEarlierOneFinishedAndTheNextRunDoesNot() {
        UUID id = ledger.submitted();
        ClaimedTask first = ledger.claimed(worker, id);
        journal.record(worker, List.of(new Step(lease(first), "a", "1")));
        ledger.finish(worker, first, new Ending.Released());

        ClaimedTask second = ledger.claimed(worker, id);
        assertThat(journal.read(worker, lease(second))).containsOnly(Map.entry("a", "1"));
        ledger.finish(worker, second, new Ending.Completed("1"));
        ledger.replayed(id);

        ClaimedTask replayed = ledger.claimed(worker, id);
        assertThat(journal.read(worker, lease(replayed))).isEmpty();
        assertThat(journal.record(worker, List.of(new Step(lease(replayed), "a", "2"))))
                .containsExactly(Optional.of("2"));
    }

    @Test
    void aStaleAttemptRecordsNothingAndHoldsNobodyUp() {
        ClaimedTask stale = ledger.claimed(worker, ledger.submitted());
        ledger.finish(worker, stale, new Ending.Released());
        ClaimedTask fresh = ledger.claimed(worker, stale.id());
        UUID other = ledger.worker();

        assertThat(journal.record(worker, List.of(new Step(lease(stale), "a", "1"), new Step(lease(fresh), "b", "2"))))
                .containsExactly(Optional.empty(), Optional.of("2"));
        assertThat(journal.record(other, List.of(new Step(lease(fresh), "c", "3"))))
                .containsExactly(Optional.empty());
        assertThat(journal.read(worker, lease(stale))).isEmpty();
        assertThat(journal.read(other, lease(fresh))).isEmpty();
        assertThat(journal.read(worker, lease(fresh))).containsOnlyKeys("b");
    }
}
