package dev.warren.gateway.agents;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.workers.ListWorkers;
import dev.warren.gateway.workers.WorkerView;
import dev.warren.store.agent.RegisteredAgents;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the registry over HTTP. */
@RestController
@Tag(name = "agents")
class AgentController {

    private final RegisteredAgents agents;
    private final ListWorkers listWorkers;
    private final CurrentTenant tenant;

    AgentController(RegisteredAgents agents, ListWorkers listWorkers, CurrentTenant tenant) {
        this.agents = agents;
        this.listWorkers = listWorkers;
        this.tenant = tenant;
    }

    /** Every agent the caller may use, by name. */
    record AgentList(List<AgentView> agents) {}

    @GetMapping(path = "/v1/agents", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listAgents", summary = "List the agents a task may name")
    @MayAnswer(ProblemType.LEDGER_UNAVAILABLE)
    AgentList list() {
        List<WorkerView> living = listWorkers.living();
        return new AgentList(agents.usableBy(tenant.name()).stream()
                .map(agent -> AgentView.from(agent, living))
                .toList());
    }

    @GetMapping(path = "/v1/agents/{name:[^:]+}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getAgent", summary = "Show an agent")
    @MayAnswer({ProblemType.AGENT_NOT_FOUND, ProblemType.LEDGER_UNAVAILABLE})
    AgentView get(@PathVariable String name) {
        return list().agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.AGENT_NOT_FOUND, "There is no such agent; GET /v1/agents lists those there are."));
    }
}
