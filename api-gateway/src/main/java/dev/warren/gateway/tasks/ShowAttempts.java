package dev.warren.gateway.tasks;

import static java.util.stream.Collectors.groupingBy;

import dev.warren.store.replay.CompletedRuns;
import dev.warren.store.task.EndedAttempt;
import dev.warren.store.task.EndedAttempts;
import dev.warren.store.task.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Puts together the attempts of tasks, of every run: those that failed, those that completed, and the one that runs. */
@Component
public class ShowAttempts {

    private static final Comparator<AttemptView> OLDEST_FIRST =
            Comparator.comparingInt(AttemptView::run).thenComparingInt(AttemptView::attempt);

    private final EndedAttempts endedAttempts;
    private final CompletedRuns completedRuns;

    ShowAttempts(EndedAttempts endedAttempts, CompletedRuns completedRuns) {
        this.endedAttempts = endedAttempts;
        this.completedRuns = completedRuns;
    }

    /** The attempts of each of {@code tasks}, oldest first, by the tasks' ids. */
    public Map<UUID, List<AttemptView>> of(List<Task> tasks) {
        var attempts = new HashMap<UUID, List<AttemptView>>();
        if (tasks.isEmpty()) {
            return attempts;
        }
        List<UUID> ids = tasks.stream().map(Task::id).toList();
        Map<UUID, List<EndedAttempt>> ended =
                endedAttempts.findByKeyTaskInOrderByKeyTaskAscKeyRunAscKeyAttemptAsc(ids).stream()
                        .collect(groupingBy(attempt -> attempt.key().task()));
        tasks.forEach(task -> attempts.put(
                task.id(),
                new ArrayList<>(ended.getOrDefault(task.id(), List.of()).stream()
                        .map(AttemptView::from)
                        .toList())));
        if (tasks.stream().anyMatch(task -> task.run() > 1)) {
            completedRuns
                    .of(ids)
                    .forEach(run ->
                            attempts.getOrDefault(run.task(), new ArrayList<>()).add(AttemptView.from(run)));
        }
        for (Task task : tasks) {
            List<AttemptView> all = attempts.getOrDefault(task.id(), new ArrayList<>());
            AttemptView.inRowOf(task).filter(attempt -> isNew(attempt, all)).ifPresent(all::add);
            all.sort(OLDEST_FIRST);
        }
        return attempts;
    }

    /** What ended is read after the row: what runs by the row's word may have ended since. */
    private static boolean isNew(AttemptView attempt, List<AttemptView> known) {
        return known.stream().noneMatch(other -> other.run() == attempt.run() && other.attempt() == attempt.attempt());
    }
}
