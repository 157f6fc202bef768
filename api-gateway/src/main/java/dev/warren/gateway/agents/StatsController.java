package dev.warren.gateway.agents;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows over HTTP how much is done and how long it takes. */
@RestController
@Tag(name = "agents")
class StatsController {

    private final MeasureAgents measureAgents;

    StatsController(MeasureAgents measureAgents) {
        this.measureAgents = measureAgents;
    }

    /** Every agent the caller may use, by name. */
    record StatsList(List<AgentStats> agents) {}

    @GetMapping(path = "/v1/stats", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "getStats",
            summary = "Say how much agents have to do, and how long it takes",
            description =
                    "For programs that decide by it, such as one that starts and stops workers. Every gateway answers"
                            + " the same, about all gateways and workers. The numbers are some seconds old, and cost the"
                            + " ledger no more however often they are asked for. Rates and run times are those of all who"
                            + " use the agent.")
    @MayAnswer(ProblemType.LEDGER_UNAVAILABLE)
    StatsList stats() {
        return new StatsList(measureAgents.all());
    }
}
