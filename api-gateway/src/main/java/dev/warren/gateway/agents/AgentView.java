package dev.warren.gateway.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.web.JsonText;
import dev.warren.gateway.web.RetryView;
import dev.warren.model.topology.Topology;
import dev.warren.store.agent.RegisteredAgent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * An agent as the API shows it. What it does not have is left out.
 *
 * @param timeout of an attempt, where the task has none of its own
 * @param queue name of its shared queue
 * @param members living workers that host it
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "Agent")
record AgentView(
        @Schema(example = "echo") String name,

        @Schema(allowableValues = {"java", "llm", "http"}) String kind,

        @Schema(
                description =
                        "A declared agent's is a whole number from 1, and its ETag; a Java agent's is whatever its"
                                + " author calls it",
                example = "1")
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

        @Schema(
                description = "The first that holds. paused: an operator has stopped it. no-members: no living worker"
                        + " hosts it. unhealthy: on each of them it says that it cannot work. active: none of these.",
                allowableValues = {"active", "paused", "no-members", "unhealthy"})
        String health,

        @Schema(example = "agent.echo.shared") String queue,

        @Schema(
                description =
                        "Tasks that are due and wait, by the ledger; counted a second ago, or earlier where many wait")
        long queuedTasks,

        @Schema(
                description =
                        "How long a task submitted now is going to wait, by a rule of thumb: queuedTasks times the"
                                + " measured mean time of its tasks, by the free slots of its healthy members. Where no slot is"
                                + " free, one task more, by all slots. Left out where nothing was measured, or nobody takes its"
                                + " tasks.",
                example = "0.5")
        @Nullable
        Double expectedWaitSeconds,

        List<Member> members,

        @Schema(description = "As it was declared; left out for Java agents") @Nullable
        JsonText definition,

        Instant registeredAt,
        Instant updatedAt) {

    static AgentView from(Standing standing) {
        RegisteredAgent agent = standing.agent();
        OptionalDouble expectedWait = standing.expectedWaitSeconds();
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
                standing.health(),
                Topology.agentQueue(agent.name(), Topology.SHARED_LANE),
                standing.queued(),
                expectedWait.isPresent() ? expectedWait.getAsDouble() : null,
                standing.members(),
                JsonText.ofNullable(agent.definition()),
                agent.registeredAt(),
                agent.updatedAt());
    }

    /** Tag of its version; absent for a Java agent, which changes with its workers. */
    @Nullable
    String etag() {
        return definition == null ? null : VersionTag.of(version);
    }
}
