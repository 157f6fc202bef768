package dev.warren.worker.start;

import dev.warren.model.task.TimeOrderedId;
import dev.warren.store.child.ChildTasks;
import dev.warren.store.progress.ReportProgress;
import dev.warren.store.step.StepJournal;
import dev.warren.store.tally.LedgerTallies;
import dev.warren.worker.child.SendChildren;
import dev.warren.worker.event.SendEvents;
import dev.warren.worker.event.TellDue;
import dev.warren.worker.journal.JournalSteps;
import dev.warren.worker.metric.TellTallies;
import dev.warren.worker.metric.WorkerMetrics;
import dev.warren.worker.progress.TellProgress;
import dev.warren.worker.progress.TellTokens;
import dev.warren.worker.run.Reach;
import org.springframework.amqp.core.AmqpTemplate;

/** The parts by which attempts reach beyond themselves, and their end. */
record Telling(SendEvents events, Reach reach, TellTallies tallies) implements AutoCloseable {

    static Telling of(Ledger ledger, AmqpTemplate broker, TimeOrderedId ids, WorkerMetrics metrics) {
        var events = new SendEvents(broker);
        return new Telling(
                events,
                new Reach(
                        new JournalSteps(new StepJournal(ledger.work()), ledger.few(), metrics),
                        new SendChildren(
                                new ChildTasks(ledger.work()), ledger.few(), ids, new TellDue(events), metrics),
                        new TellProgress(new ReportProgress(ledger.work()), events),
                        new TellTokens(events),
                        metrics),
                new TellTallies(new LedgerTallies(ledger.work()), ledger.few(), metrics.tallies(), ids.next()));
    }

    @Override
    public void close() {
        tallies.close();
        reach.progress().close();
        reach.tokens().close();
        events.close();
    }
}
