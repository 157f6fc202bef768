package dev.warren.gateway.sweep;

import dev.warren.gateway.events.EventSender;
import dev.warren.gateway.metric.CountEnded;
import dev.warren.gateway.trace.LogMoved;
import dev.warren.model.fault.Failpoint;
import dev.warren.model.message.TasksEnded;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.finish.Finished;
import dev.warren.store.sweep.SweepLedger;
import java.util.List;
import java.util.function.IntFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Moves tasks on that nobody else will: those of dead workers, those whose time has come or whose
 * children have ended, and those whose time is over.
 */
@Component
final class RecoverTasks {

    private static final Logger log = LoggerFactory.getLogger(RecoverTasks.class);

    private static final int ENDS_AT_ONCE = 1_000;

    private final SweepLedger ledger;
    private final EventSender events;
    private final CountActions actions;
    private final CountEnded countEnded;
    private final SweepProperties properties;

    RecoverTasks(
            SweepLedger ledger,
            EventSender events,
            CountActions actions,
            CountEnded countEnded,
            SweepProperties properties) {
        this.ledger = ledger;
        this.events = events;
        this.actions = actions;
        this.countEnded = countEnded;
        this.properties = properties;
    }

    void declareDead() {
        List<SweepLedger.DeadWorker> dead = ledger.declareDead();
        dead.forEach(worker -> log.warn(
                "Worker {} ({}) has been silent for a lease and counts as dead; its tasks are queued again",
                worker.name(),
                worker.incarnation()));
        actions.count(SweepAction.DECLARE_DEAD, dead.size());
    }

    void takeOver() {
        untilDone(limit -> {
            List<Finished> taken = ledger.takeOver(limit);
            if (!taken.isEmpty()) {
                Failpoint.SWEEP_TOOK_OVER.hit();
            }
            actions.count(SweepAction.TAKE_OVER, taken.size());
            tell(taken);
            return taken;
        });
    }

    void startDue() {
        int batch = properties.batch();
        int started;
        do {
            started = ledger.startDue(batch, task -> LogMoved.write(task, TaskStatus.QUEUED, 0));
            actions.count(SweepAction.START_DUE, started);
        } while (started == batch);
    }

    void expire() {
        untilDone(limit -> {
            List<SweepLedger.Expired> expired = ledger.expire(limit);
            actions.count(SweepAction.EXPIRE, expired.size());
            tell(expired.stream()
                    .map(task -> new Finished(task.task(), task.run(), 0, TaskStatus.EXPIRED, null))
                    .toList());
            return expired;
        });
    }

    void endOverdue() {
        untilDone(limit -> {
            List<Finished> ended = ledger.endOverdue(properties.overdueGrace(), limit);
            actions.count(SweepAction.END_OVERDUE, ended.size());
            tell(ended);
            return ended;
        });
    }

    void endUnanswered() {
        untilDone(limit -> {
            List<Finished> ended = ledger.endUnanswered(limit);
            actions.count(SweepAction.END_UNANSWERED, ended.size());
            tell(ended);
            return ended;
        });
    }

    /** Not every end that is read wakes somebody, so a round reads many, and only one that woke callers is repeated. */
    void wakeCallers() {
        int woken;
        do {
            woken = ledger.wakeCallers(ENDS_AT_ONCE, task -> LogMoved.write(task, TaskStatus.QUEUED, 0));
            actions.count(SweepAction.WAKE_CALLERS, woken);
        } while (woken > 0 && !Thread.currentThread().isInterrupted());
    }

    void failUnroutable() {
        untilDone(limit -> {
            List<Finished> failed = ledger.failUnroutable(properties.undeliverableAfter(), limit);
            actions.count(SweepAction.FAIL_UNROUTABLE, failed.size());
            if (!failed.isEmpty()) {
                log.error(
                        "{} tasks found no queue for {} and have failed; the first is {}",
                        failed.size(),
                        properties.undeliverableAfter(),
                        failed.getFirst().task());
            }
            tell(failed);
            return failed;
        });
    }

    private void untilDone(IntFunction<List<?>> batch) {
        int limit = properties.batch();
        while (batch.apply(limit).size() == limit) {
            if (Thread.currentThread().isInterrupted()) {
                return;
            }
        }
    }

    private void tell(List<Finished> moved) {
        countEnded.ended(moved);
        LogMoved.write(moved);
        events.ended(moved.stream()
                .filter(task -> task.status().isTerminal())
                .map(task -> new TasksEnded.Ended(task.task(), task.run(), task.status()))
                .toList());
    }
}
