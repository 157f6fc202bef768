package dev.warren.gateway.agents;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.workers.WorkerView;
import dev.warren.store.agent.RegisteredAgent;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A living worker that hosts an agent.
 *
 * @param worker its incarnation
 * @param name of the worker
 * @param version of the agent there
 * @param slots tasks it runs at once, of all agents
 * @param running tasks it ran at its last heartbeat, of all agents
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@Schema(name = "AgentMember")
record Member(
        UUID worker,
        String name,
        @Schema(description = "Of the agent there") String version,

        @Schema(allowableValues = {"ALIVE", "DRAINING"}) String state,

        int slots,
        int running,

        @Schema(description = "Whether the agent says there that it can work")
        boolean healthy,

        @Schema(description = "Why it is not healthy") @Nullable
        String reason,

        @Schema(
                description = "Measured mean time of the agent's tasks there; left out where none was measured",
                example = "1.25")
        @Nullable
        Double runSeconds) {

    /**
     * Of a declared agent every worker is a member that reaches its endpoint, whether it has told of the agent or not:
     * it runs the version that is current at a claim.
     */
    static Optional<Member> of(RegisteredAgent agent, WorkerView worker) {
        Optional<WorkerView.Hosted> told = worker.agents().stream()
                .filter(hosted -> hosted.name().equals(agent.name()))
                .findFirst();
        if (agent.endpoint() == null) {
            return told.map(hosted -> of(worker, hosted));
        }
        if (!worker.endpoints().contains(agent.endpoint())) {
            return Optional.empty();
        }
        return Optional.of(of(
                worker, told.orElseGet(() -> new WorkerView.Hosted(agent.name(), agent.version(), null, null, null))));
    }

    private static Member of(WorkerView worker, WorkerView.Hosted hosted) {
        return new Member(
                worker.id(),
                worker.name(),
                hosted.version(),
                worker.state(),
                worker.slots(),
                worker.running(),
                !Boolean.FALSE.equals(hosted.healthy()),
                hosted.reason(),
                hosted.runSeconds());
    }

    /** Whether it takes tasks of the agent now. */
    boolean takesTasks() {
        return healthy && state.equals("ALIVE");
    }
}
