package dev.warren.store.agent;

import java.util.List;
import org.springframework.data.repository.Repository;

/** Every queue that ought to be at the broker. */
public interface AgentQueues extends Repository<AgentQueue, AgentQueue.Key> {

    List<AgentQueue> findAllByOrderByKeyAgentAscKeyLaneAsc();
}
