package dev.warren.gateway.submit;

import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.model.fault.Failpoint;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.trace.LogTaskChanges;
import dev.warren.store.connect.LedgerFailures;
import dev.warren.store.publish.PublishableTask;
import dev.warren.store.submit.NewTask;
import dev.warren.store.submit.SubmitTasks;
import dev.warren.store.submit.Submitted;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Commits a group of new tasks and hands those that may start at once to the publisher, in the order of their commit.
 * Called by one thread.
 */
@Component
class CommitAndPublish {

    private static final Logger log = LoggerFactory.getLogger(CommitAndPublish.class);
    private static final int FIRST_RUN = 1;
    private static final long FIRST_FENCE = 1;

    private final SubmitTasks submitTasks;
    private final Publications publications;
    private final LedgerAvailability ledger;

    CommitAndPublish(SubmitTasks submitTasks, Publications publications, LedgerAvailability ledger) {
        this.submitTasks = submitTasks;
        this.publications = publications;
        this.ledger = ledger;
    }

    List<Submitted> apply(List<NewTask> group) {
        ledger.refuseWhileAway();
        List<Submitted> answers;
        Failpoint.SUBMIT_RECEIVED.hit();
        try {
            answers = submitTasks.submit(group, publications.generation());
            if (Failpoint.SUBMIT_COMMITTED.loses()) {
                throw LedgerFailures.answerLost("failpoint");
            }
        } catch (RuntimeException e) {
            ledger.failed(e);
            throw e;
        }
        ledger.succeeded();
        if (LogTaskChanges.isOn()) {
            log(group, answers);
        }
        publish(group, answers);
        return answers;
    }

    private static void log(List<NewTask> group, List<Submitted> answers) {
        for (int i = 0; i < group.size(); i++) {
            if (answers.get(i) instanceof Submitted.Accepted accepted) {
                NewTask task = group.get(i);
                LogTaskChanges.write(new LogTaskChanges.Change(
                        task.id(), accepted.status(), null, task.agent(), FIRST_RUN, 0, task.traceparent()));
            }
        }
    }

    /** Whatever goes wrong here, the tasks are committed, and the sweeper will publish them. */
    private void publish(List<NewTask> group, List<Submitted> answers) {
        List<PublishableTask> queued = new ArrayList<>(group.size());
        for (int i = 0; i < group.size(); i++) {
            if (answers.get(i) instanceof Submitted.Accepted accepted && accepted.status() == TaskStatus.QUEUED) {
                queued.add(publishable(group.get(i), accepted));
            }
        }
        if (queued.isEmpty()) {
            return;
        }
        try {
            publications.publish(queued);
        } catch (RuntimeException e) {
            log.warn("{} committed tasks could not be handed to the publisher; the sweeper will", queued.size(), e);
        }
    }

    private static PublishableTask publishable(NewTask task, Submitted.Accepted accepted) {
        return new PublishableTask(
                task.id(),
                FIRST_RUN,
                FIRST_FENCE,
                task.agent(),
                task.lane(),
                task.tenant(),
                task.priority(),
                accepted.expiresAt(),
                task.ttl(),
                task.traceparent());
    }
}
