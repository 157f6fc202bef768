package dev.warren.gateway.tasks;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.wait.WaitingCallers;
import dev.warren.store.task.Task;
import dev.warren.store.task.Tasks;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Finds a task of the current tenant, at once or when it has ended. */
@Component
class FindTask {

    private final Tasks tasks;
    private final CurrentTenant tenant;
    private final WaitingCallers callers;

    FindTask(Tasks tasks, CurrentTenant tenant, WaitingCallers callers) {
        this.tasks = tasks;
        this.tenant = tenant;
        this.callers = callers;
    }

    /** @throws Problem where the tenant has no such task */
    Task find(UUID id) {
        return tasks.findByIdAndTenant(id, tenant.name()).orElseThrow(() -> notFound(id));
    }

    /**
     * The task as soon as it has ended, or as it is after {@code atMost}. Answers at once where too many callers wait.
     *
     * @throws Problem where the tenant has no such task
     */
    Task findEnded(UUID id, Duration atMost) {
        if (atMost.isZero()) {
            return find(id);
        }
        Optional<WaitingCallers.Waiting> room = callers.begin(id);
        if (room.isEmpty()) {
            return find(id);
        }
        try (WaitingCallers.Waiting waiting = room.get()) {
            Task task = find(id);
            return task.status().isTerminal() ? task : awaitEnd(id, waiting, atMost);
        }
    }

    /** The task as soon as there is news of its end, or as it is after {@code atMost}. */
    Task awaitEnd(UUID id, WaitingCallers.Waiting waiting, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            boolean news = waiting.await(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
            Task task = find(id);
            if (!news || task.status().isTerminal()) {
                return task;
            }
        }
    }

    static Problem notFound(Object id) {
        return Problem.of(ProblemType.TASK_NOT_FOUND, "There is no task " + id + ".");
    }
}
