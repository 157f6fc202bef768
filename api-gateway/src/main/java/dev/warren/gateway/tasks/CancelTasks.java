package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.trace.LogMoved;
import dev.warren.gateway.wait.WaitingCallers;
import dev.warren.model.fault.Failpoint;
import dev.warren.model.task.TaskStatus;
import dev.warren.store.task.CancelTask;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Cancels tasks of the current tenant, and tells those who make it quick. */
@Component
class CancelTasks {

    private final CancelTask cancelTask;
    private final CurrentTenant tenant;
    private final WaitingCallers callers;
    private final ApplicationEventPublisher events;

    CancelTasks(CancelTask cancelTask, CurrentTenant tenant, WaitingCallers callers, ApplicationEventPublisher events) {
        this.cancelTask = cancelTask;
        this.tenant = tenant;
        this.callers = callers;
        this.events = events;
    }

    /**
     * Asking again changes nothing.
     *
     * @throws Problem where the tenant has no such task, or it ended otherwise
     */
    void cancel(UUID task) {
        CancelTask.Canceled canceled =
                cancelTask.cancel(tenant.name(), task).orElseThrow(() -> FindTask.notFound(task));
        TaskStatus status = canceled.status();
        if (status.isTerminal() && status != TaskStatus.CANCELED) {
            throw Problem.of(ProblemType.TASK_ENDED, "The task has ended already: " + status + ".");
        }
        Failpoint.CANCEL_COMMITTED.hit();
        if (canceled.changed()) {
            if (status == TaskStatus.CANCELED) {
                LogMoved.write(task, status, canceled.run());
                callers.wake(task);
            }
            events.publishEvent(
                    new TaskCancelAccepted(task, canceled.run(), canceled.fence(), status, canceled.owner()));
        }
    }
}
