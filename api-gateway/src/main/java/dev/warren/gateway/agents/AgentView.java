package dev.warren.gateway.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import dev.warren.gateway.workers.WorkerView;
import dev.warren.model.topology.Topology;
import dev.warren.store.agent.RegisteredAgent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the API shows it. What it does not have is left out.
 *
 * @param timeout of an attempt, where the task has none of its own
 * @param health {@code active}, {@code paused}, or {@code no-members} where no living worker hosts it
 * @param queue name of its shared queue
 * @param members living workers that host it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AgentView(
        String name,
        String kind,
        String version,
        String description,
        List<String> capabilities,
        @JsonRawValue @Nullable String inputSchema,
        @JsonRawValue @Nullable String outputSchema,
        Duration timeout,
        String health,
        String queue,
        List<Member> members,
        Instant registeredAt,
        Instant updatedAt) {

    /** A worker that hosts the agent, and the version it hosts. */
    record Member(UUID worker, String name, String version, String state, int slots, int running) {}

    static AgentView from(RegisteredAgent agent, List<WorkerView> living) {
        List<Member> members = living.stream()
                .flatMap(worker -> worker.agents().stream()
                        .filter(hosted -> hosted.name().equals(agent.name()))
                        .map(hosted -> new Member(
                                worker.id(),
                                worker.name(),
                                hosted.version(),
                                worker.state(),
                                worker.slots(),
                                worker.running())))
                .toList();
        return new AgentView(
                agent.name(),
                agent.kind(),
                agent.version(),
                agent.description(),
                agent.capabilities(),
                agent.inputSchema(),
                agent.outputSchema(),
                agent.timeout(),
                agent.paused() ? "paused" : members.isEmpty() ? "no-members" : "active",
                Topology.agentQueue(agent.name(), Topology.SHARED_LANE),
                members,
                agent.registeredAt(),
                agent.updatedAt());
    }
}
