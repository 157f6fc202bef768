package dev.warren.gateway.agents;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.ProblemType;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Shows the registry over HTTP, and stops and starts agents. */
@RestController
@Tag(name = "agents")
class AgentController {

    private final ShowAgents showAgents;
    private final PauseAgents pauseAgents;

    AgentController(ShowAgents showAgents, PauseAgents pauseAgents) {
        this.showAgents = showAgents;
        this.pauseAgents = pauseAgents;
    }

    /** Every agent the caller may use, by name. */
    record AgentList(List<AgentView> agents) {}

    @GetMapping(path = "/v1/agents", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listAgents", summary = "List the agents a task may name")
    @MayAnswer(ProblemType.LEDGER_UNAVAILABLE)
    AgentList list() {
        return new AgentList(showAgents.all());
    }

    @GetMapping(path = "/v1/agents/{name:[^:]+}", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "getAgent", summary = "Show an agent")
    @ApiResponse(
            responseCode = "200",
            description = "The agent",
            headers =
                    @Header(
                            name = "ETag",
                            description = "Version of a declared agent, in quotes",
                            schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "304",
            description = "A declared agent whose version If-None-Match names",
            content = @Content)
    @MayAnswer({ProblemType.AGENT_NOT_FOUND, ProblemType.INVALID_REQUEST, ProblemType.LEDGER_UNAVAILABLE})
    ResponseEntity<AgentView> get(
            @PathVariable String name,
            @Parameter(
                            description = "ETags; answers 304 where one of them names a declared agent's version",
                            example = "\"3\"")
                    @RequestHeader(name = "If-None-Match", required = false)
                    @Nullable
                    String ifNoneMatch) {
        AgentView agent = showAgents.one(name);
        String tag = agent.etag();
        if (tag == null) {
            return ResponseEntity.ok(agent);
        }
        if (ifNoneMatch != null
                && VersionTag.namesForReading(VersionTag.parse(HttpHeaders.IF_NONE_MATCH, ifNoneMatch), tag)) {
            return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(tag).build();
        }
        return ResponseEntity.ok().eTag(tag).body(agent);
    }

    @PostMapping(path = "/v1/agents/{name:[^:]+}:pause", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "pauseAgent",
            summary = "Stop an agent everywhere",
            description =
                    "From the answer on no worker starts a task of it; what runs goes on, and what is submitted waits. It"
                            + " stays so, through restarts too, until it is resumed. Asking again changes nothing.")
    @ApiResponse(responseCode = "202", description = "Paused")
    @MayAnswer({ProblemType.AGENT_NOT_FOUND, ProblemType.LEDGER_UNAVAILABLE})
    ResponseEntity<AgentView> pause(@PathVariable String name) {
        pauseAgents.pause(name);
        return ResponseEntity.accepted().body(showAgents.one(name));
    }

    @PostMapping(path = "/v1/agents/{name:[^:]+}:resume", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "resumeAgent",
            summary = "Start a paused agent again",
            description = "Its workers take tasks again within two seconds, or a heartbeat while the broker is away."
                    + " Asking again changes nothing.")
    @ApiResponse(responseCode = "202", description = "Not paused")
    @MayAnswer({ProblemType.AGENT_NOT_FOUND, ProblemType.LEDGER_UNAVAILABLE})
    ResponseEntity<AgentView> resume(@PathVariable String name) {
        pauseAgents.resume(name);
        return ResponseEntity.accepted().body(showAgents.one(name));
    }
}
