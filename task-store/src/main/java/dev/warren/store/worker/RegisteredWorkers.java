package dev.warren.store.worker;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

/** The fleet. */
public interface RegisteredWorkers extends Repository<RegisteredWorker, UUID> {

    List<RegisteredWorker> findByStateInOrderByStartedAtDescIncarnation(
            Collection<RegisteredWorker.State> states, Limit limit);

    Optional<RegisteredWorker> findByIncarnation(UUID incarnation);
}
