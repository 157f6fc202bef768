package dev.warren.chaos.check;

import dev.warren.chaos.check.JournalFacts.Answer;
import dev.warren.chaos.check.JournalFacts.Cancel;
import dev.warren.chaos.journal.Entry;
import dev.warren.chaos.journal.Journal;
import dev.warren.chaos.journal.RunClock;
import java.nio.file.Path;

/** Reads the clients' journal, line by line. */
final class ReadJournal {

    private final RunClock clock;
    private final JournalFacts facts = new JournalFacts();

    private ReadJournal(RunClock clock) {
        this.clock = clock;
    }

    static JournalFacts read(Path directory, RunClock clock) {
        var reader = new ReadJournal(clock);
        Journal.read(directory, reader::take);
        return reader.facts;
    }

    private void take(Entry entry) {
        long at = clock.micros(entry.nanos());
        switch (entry) {
            case Entry.Intended intended ->
                facts.submission(intended.submission(), at).specs.add(intended.spec());
            case Entry.Answered answered ->
                facts.submission(answered.submission(), at)
                        .answers
                        .add(new Answer(
                                at, answered.purpose(), answered.status(), answered.problem(), answered.tasks()));
            case Entry.Unanswered unanswered -> facts.submission(unanswered.submission(), at).unanswered++;
            case Entry.CancelIntended cancel -> facts.cancels().putIfAbsent(cancel.task(), new Cancel(at));
            case Entry.CancelAnswered answer -> {
                Cancel cancel = facts.cancels().computeIfAbsent(answer.task(), ignored -> new Cancel(at));
                cancel.answeredAt = at;
                cancel.status = answer.status();
                cancel.taskStatus = answer.taskStatus();
            }
            case Entry.ReplayIntended replay -> facts.replays().merge(replay.task(), 1, Integer::sum);
        }
    }
}
