package dev.warren.gateway.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.web.JsonText;
import dev.warren.gateway.web.RetryView;
import dev.warren.gateway.workers.WorkerView;
import dev.warren.model.topology.Topology;
import dev.warren.store.agent.RegisteredAgent;
import io.swagger.v3.oas.annotations.media.Schema;
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
@Schema(name = "Agent")
record AgentView(
        @Schema(example = "echo") String name,

        @Schema(allowableValues = {"java", "llm", "http"}) String kind,

        String version,
        String description,
        List<String> capabilities,
        @Nullable JsonText inputSchema,
        @Nullable JsonText outputSchema,

        @Schema(type = "string", format = "duration", example = "PT10M")
        Duration timeout,

        @Schema(description = "Attempts that may fail, where the task does not say", example = "3")
        int maxAttempts,

        @Schema(description = "Present where the agent has a policy of its own", implementation = RetryView.class)
        @Nullable
        JsonText retry,

        @Schema(allowableValues = {"active", "paused", "no-members"})
        String health,

        @Schema(example = "agent.echo.shared") String queue,

        List<Member> members,
        Instant registeredAt,
        Instant updatedAt) {

    /** A worker that hosts the agent, and the version it hosts. */
    @Schema(name = "AgentMember")
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
                JsonText.ofNullable(agent.inputSchema()),
                JsonText.ofNullable(agent.outputSchema()),
                agent.timeout(),
                agent.maxAttempts(),
                JsonText.ofNullable(agent.retry()),
                agent.paused() ? "paused" : members.isEmpty() ? "no-members" : "active",
                Topology.agentQueue(agent.name(), Topology.SHARED_LANE),
                members,
                agent.registeredAt(),
                agent.updatedAt());
    }
}
