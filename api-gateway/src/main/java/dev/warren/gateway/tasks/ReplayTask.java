package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.trace.LogMoved;
import dev.warren.model.message.TasksDue;
import dev.warren.store.replay.Replay;
import dev.warren.store.replay.ReplayTasks;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Starts the next run of a task of the current tenant. The sweeper publishes it. */
@Component
class ReplayTask {

    private final ReplayTasks replayTasks;
    private final CurrentTenant tenant;
    private final ApplicationEventPublisher events;

    ReplayTask(ReplayTasks replayTasks, CurrentTenant tenant, ApplicationEventPublisher events) {
        this.replayTasks = replayTasks;
        this.tenant = tenant;
        this.events = events;
    }

    /** @throws Problem where the tenant has no such task, or it has not ended */
    void replay(UUID task) {
        Replay replay = replayTasks.replay(tenant.name(), List.of(task), Duration.ZERO).stream()
                .findFirst()
                .orElseThrow(() -> FindTask.notFound(task));
        if (!replay.started()) {
            throw Problem.of(
                    ProblemType.TASK_OPEN,
                    "The task is " + replay.status() + " in run " + replay.run()
                            + ". Only a task that has ended starts again: cancel it first, or wait for its end.");
        }
        LogMoved.write(task, replay.status(), replay.run());
        events.publishEvent(new TasksDue(1));
    }
}
