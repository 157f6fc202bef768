package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.workers.ListWorkers;
import dev.warren.gateway.workers.WorkerView;
import dev.warren.store.agent.RegisteredAgents;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the registry over HTTP. */
@RestController
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

    @GetMapping("/v1/agents")
    AgentList list() {
        List<WorkerView> living = listWorkers.living();
        return new AgentList(agents.usableBy(tenant.name()).stream()
                .map(agent -> AgentView.from(agent, living))
                .toList());
    }

    @GetMapping("/v1/agents/{name:[^:]+}")
    AgentView get(@PathVariable String name) {
        return list().agents().stream()
                .filter(agent -> agent.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of(
                        ProblemType.AGENT_NOT_FOUND, "There is no such agent; GET /v1/agents lists those there are."));
    }
}
