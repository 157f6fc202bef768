package dev.warren.gateway.agents;

import static dev.warren.gateway.problem.ProblemType.AGENT_NOT_FOUND;
import static dev.warren.gateway.problem.ProblemType.BODY_TOO_LARGE;
import static dev.warren.gateway.problem.ProblemType.BODY_TOO_SLOW;
import static dev.warren.gateway.problem.ProblemType.INVALID_REQUEST;
import static dev.warren.gateway.problem.ProblemType.JAVA_AGENT;
import static dev.warren.gateway.problem.ProblemType.LEDGER_UNAVAILABLE;
import static dev.warren.gateway.problem.ProblemType.MALFORMED_JSON;
import static dev.warren.gateway.problem.ProblemType.OTHER_VERSION;
import static dev.warren.gateway.problem.ProblemType.OVERLOADED;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_FIELD;
import static dev.warren.gateway.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;
import static io.swagger.v3.oas.annotations.enums.ParameterIn.QUERY;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.warren.gateway.definitions.ReadDefinition;
import dev.warren.gateway.problem.InvalidFields;
import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.request.Bodies;
import dev.warren.gateway.request.Parameters;
import dev.warren.gateway.request.StrictJson;
import dev.warren.model.topology.Names;
import dev.warren.store.agent.DeclareAgent.Declaration;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.headers.Header;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Declares agents as data over HTTP. */
@RestController
@Tag(name = "agents")
class DeclareController {

    private static final String TAG = "Version of the agent, in quotes";

    private final Bodies bodies;
    private final ExpectVersion expectVersion;
    private final DeclareAgents declareAgents;
    private final ShowAgents showAgents;
    private final ListVersions listVersions;

    DeclareController(
            Bodies bodies,
            ExpectVersion expectVersion,
            DeclareAgents declareAgents,
            ShowAgents showAgents,
            ListVersions listVersions) {
        this.bodies = bodies;
        this.expectVersion = expectVersion;
        this.declareAgents = declareAgents;
        this.showAgents = showAgents;
        this.listVersions = listVersions;
    }

    @PutMapping(
            path = "/v1/agents/{name:[^:]+}",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "declareAgent",
            summary = "Declare an agent as data, or its next version",
            description =
                    "Workers that reach its endpoint take it up without a restart. A task runs the version that is"
                            + " current when an attempt starts. Every version is kept; declaring the same again makes none.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = DefinitionBody.class)))
    @ApiResponse(
            responseCode = "200",
            description = "The agent, in its next version or as it was",
            headers = @Header(name = "ETag", description = TAG, schema = @Schema(type = "string")))
    @ApiResponse(
            responseCode = "201",
            description = "The agent is new",
            headers = {
                @Header(name = "ETag", description = TAG, schema = @Schema(type = "string")),
                @Header(name = "Location", description = "Path of the agent", schema = @Schema(type = "string"))
            })
    @MayAnswer({
        MALFORMED_JSON,
        BODY_TOO_SLOW,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        UNKNOWN_FIELD,
        JAVA_AGENT,
        OTHER_VERSION,
        OVERLOADED,
        LEDGER_UNAVAILABLE
    })
    ResponseEntity<AgentView> declare(
            @PathVariable String name,
            HttpServletRequest http,
            @Parameter(description = "ETag of the version that this one replaces; refused where it is not current")
                    @RequestHeader(name = "If-Match", required = false)
                    @Nullable
                    String ifMatch,
            @Parameter(description = "*, where the agent must be new")
                    @RequestHeader(name = "If-None-Match", required = false)
                    @Nullable
                    String ifNoneMatch)
            throws IOException {
        if (!name.matches(Names.AGENT_PATTERN)) {
            throw Problem.field(INVALID_REQUEST, "name", "must match " + Names.AGENT_PATTERN);
        }
        boolean isNew;
        try (Bodies.Body body = bodies.read(ReadDefinition.MOST_BYTES, http)) {
            Declaration wanted = StrictJson.read(body.bytes(), json -> ReadDefinition.read(name, json));
            isNew = declareAgents.declare(wanted, expectVersion.of(name, ifMatch, ifNoneMatch));
        }
        AgentView agent = showAgents.one(name);
        ResponseEntity.BodyBuilder answer =
                isNew ? ResponseEntity.created(URI.create("/v1/agents/" + name)) : ResponseEntity.ok();
        return answer.eTag(Objects.requireNonNull(agent.etag())).body(agent);
    }

    /** The versions of a declared agent, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VersionList(
            List<ListVersions.Version> versions, @Nullable String nextPageToken) {}

    @GetMapping(path = "/v1/agents/{name:[^:]+}/versions", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listAgentVersions",
            summary = "List the versions of a declared agent, newest first",
            description = "A Java agent has none: each of its workers brings its own.")
    @Parameter(
            in = QUERY,
            name = "pageSize",
            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            in = QUERY,
            name = "pageToken",
            description = "nextPageToken of the page before",
            schema = @Schema(type = "string"))
    @MayAnswer({AGENT_NOT_FOUND, INVALID_REQUEST, UNKNOWN_FIELD, LEDGER_UNAVAILABLE})
    VersionList versions(
            @PathVariable String name,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        var wrong = new InvalidFields();
        var query = new Parameters(parameters, List.of("pageSize", "pageToken"), wrong);
        int size = query.pageSize();
        String token = query.single("pageToken");
        wrong.throwIfAny();
        Integer before = ListVersions.parseToken(token);
        showAgents.one(name); // refuses one that the tenant may not see
        List<ListVersions.Version> found = listVersions.list(name, before, size + 1);
        if (found.size() <= size) {
            return new VersionList(found, null);
        }
        List<ListVersions.Version> page = found.subList(0, size);
        return new VersionList(page, ListVersions.token(page.getLast()));
    }
}
