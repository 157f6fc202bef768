package dev.warren.store.task;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.repository.Repository;

/** Tasks by their ids, each only for the tenant that owns it. */
public interface Tasks extends Repository<Task, UUID> {

    Optional<Task> findByIdAndTenant(UUID id, String tenant);

    List<Task> findByTenantAndIdInOrderByIdDesc(String tenant, Collection<UUID> ids);
}
