package dev.warren.store.task;

import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** The attempts of a task that did not complete it. Ask for the task first: attempts name no tenant. */
public interface EndedAttempts extends Repository<EndedAttempt, EndedAttempt.Key> {

    List<EndedAttempt> findByKeyTaskOrderByKeyRunAscKeyAttemptAsc(UUID task);

    List<EndedAttempt> findByKeyTaskInOrderByKeyTaskAscKeyRunAscKeyAttemptAsc(Collection<UUID> tasks);
}
