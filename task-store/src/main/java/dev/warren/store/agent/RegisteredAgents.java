package dev.warren.store.agent;

import java.util.List;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;

/** The registry of agents. */
public interface RegisteredAgents extends Repository<RegisteredAgent, String> {

    /** Those that a tenant may use: the platform's and its own. */
    @Query("select a from RegisteredAgent a where a.tenant is null or a.tenant = :tenant order by a.name")
    List<RegisteredAgent> usableBy(String tenant);
}
