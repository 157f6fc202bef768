package dev.warren.gateway.agents;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import java.util.List;
import org.springframework.stereotype.Component;

/** Shows the agents that the current tenant may use. */
@Component
class ShowAgents {

    private final AgentStandings standings;

    ShowAgents(AgentStandings standings) {
        this.standings = standings;
    }

    List<AgentView> all() {
        return standings.now().stream().map(AgentView::from).toList();
    }

    /** @throws Problem where there is no such agent */
    AgentView one(String name) {
        return standings.now().stream()
                .filter(standing -> standing.agent().name().equals(name))
                .findFirst()
                .map(AgentView::from)
                .orElseThrow(ShowAgents::notFound);
    }

    static Problem notFound() {
        return Problem.of(ProblemType.AGENT_NOT_FOUND, "There is no such agent; GET /v1/agents lists those there are.");
    }
}
