package dev.warren.gateway.tasks;

import dev.warren.model.task.TaskStatus;
import dev.warren.store.progress.FindProgress;
import dev.warren.store.task.Task;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Shows one task with how far it is. That stands beside the row, and is asked for only while the task runs. */
@Component
class ShowTask {

    private final FindProgress findProgress;

    ShowTask(JdbcOperations ledger) {
        this.findProgress = new FindProgress(ledger);
    }

    TaskView of(Task task) {
        return task.status() == TaskStatus.RUNNING
                ? findProgress
                        .of(task.id(), task.run())
                        .map(said -> TaskView.from(
                                task, new TaskView.Progress(round(said.fraction()), said.message(), said.at())))
                        .orElseGet(() -> TaskView.from(task))
                : TaskView.from(task);
    }

    /** The ledger keeps it with seven digits. */
    private static double round(double fraction) {
        return Math.round(fraction * 1e6) / 1e6;
    }
}
