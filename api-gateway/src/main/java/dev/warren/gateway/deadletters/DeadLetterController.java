package dev.warren.gateway.deadletters;

import static dev.warren.gateway.problem.ProblemType.BODY_TOO_LARGE;
import static dev.warren.gateway.problem.ProblemType.BODY_TOO_SLOW;
import static dev.warren.gateway.problem.ProblemType.INVALID_REQUEST;
import static dev.warren.gateway.problem.ProblemType.LEDGER_UNAVAILABLE;
import static dev.warren.gateway.problem.ProblemType.MALFORMED_JSON;
import static dev.warren.gateway.problem.ProblemType.OVERLOADED;
import static dev.warren.gateway.problem.ProblemType.UNKNOWN_FIELD;
import static dev.warren.gateway.problem.ProblemType.UNSUPPORTED_MEDIA_TYPE;
import static io.swagger.v3.oas.annotations.enums.ParameterIn.QUERY;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.request.Bodies;
import dev.warren.gateway.request.StrictJson;
import dev.warren.gateway.tenant.CurrentTenant;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Shows dead letters over HTTP, replays and discards them. */
@RestController
@Tag(name = "dead letters")
class DeadLetterController {

    private final Bodies bodies;
    private final ListLetters listLetters;
    private final ReplayLetters replayLetters;
    private final DiscardLetters discardLetters;
    private final CurrentTenant tenant;

    DeadLetterController(
            Bodies bodies,
            ListLetters listLetters,
            ReplayLetters replayLetters,
            DiscardLetters discardLetters,
            CurrentTenant tenant) {
        this.bodies = bodies;
        this.listLetters = listLetters;
        this.replayLetters = replayLetters;
        this.discardLetters = discardLetters;
        this.tenant = tenant;
    }

    @GetMapping(path = "/v1/dead-letters", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "listDeadLetters",
            summary = "List what ended without a result and waits for an operator, newest first",
            description =
                    "Tasks that are FAILED or EXPIRED, and messages in queues of agents that name no task. Pages may"
                            + " be shorter than asked for; the list ends where nextPageToken is missing.")
    @Parameter(in = QUERY, name = "agent", schema = @Schema(type = "string"))
    @Parameter(in = QUERY, name = "reason", description = Reasons.DESCRIPTION, schema = @Schema(type = "string"))
    @Parameter(in = QUERY, name = "endedAfter", schema = @Schema(type = "string", format = "date-time"))
    @Parameter(in = QUERY, name = "endedBefore", schema = @Schema(type = "string", format = "date-time"))
    @Parameter(
            in = QUERY,
            name = "pageSize",
            schema = @Schema(type = "integer", minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(
            in = QUERY,
            name = "pageToken",
            description = "nextPageToken of the page before, with the same filters",
            schema = @Schema(type = "string"))
    @MayAnswer({INVALID_REQUEST, UNKNOWN_FIELD, LEDGER_UNAVAILABLE, OVERLOADED})
    ListLetters.LetterList list(@Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters) {
        return listLetters.list(LetterQuery.parse(parameters, tenant.name()), tenant.name());
    }

    @PostMapping(
            path = "/v1/dead-letters:replay",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "replayDeadLetters",
            summary = "Start the next run of dead tasks, at a pace",
            description =
                    "By id, up to 1,000, each answered by itself. Or by filter, the oldest first, up to 10,000 in one"
                            + " call; the answer says how many are left. The ledger holds when each is due, counted from the"
                            + " call, so whoever calls again before lastDueAt adds to the pace. A task that somebody else"
                            + " replays at the same moment starts once.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ChoiceBody.Replay.class)))
    @ApiResponse(responseCode = "202", description = "What became of them")
    @MayAnswer({
        MALFORMED_JSON,
        BODY_TOO_SLOW,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        UNKNOWN_FIELD,
        LEDGER_UNAVAILABLE,
        OVERLOADED
    })
    ResponseEntity<ReplayLetters.Answer> replay(HttpServletRequest http) throws IOException {
        ReadChoice.Asked asked = read(http, true);
        return ResponseEntity.accepted()
                .body(
                        switch (asked.choice()) {
                            case Choice.ByIds named ->
                                replayLetters.byIds(tenant.name(), named.ids(), asked.ratePerSecond());
                            case Choice.ByFilter filtered ->
                                replayLetters.byFilter(filtered.filter(), asked.ratePerSecond());
                        });
    }

    @PostMapping(
            path = "/v1/dead-letters:discard",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "discardDeadLetters",
            summary = "Take dead letters off the list",
            description =
                    "A task stays ended as it is, and can still be replayed by its own id; a message is forgotten."
                            + " By id, up to 1,000, or by filter, the oldest first, up to 10,000 in one call.")
    @RequestBody(required = true, content = @Content(schema = @Schema(implementation = ChoiceBody.Discard.class)))
    @ApiResponse(responseCode = "200", description = "What became of them")
    @MayAnswer({
        MALFORMED_JSON,
        BODY_TOO_SLOW,
        BODY_TOO_LARGE,
        UNSUPPORTED_MEDIA_TYPE,
        INVALID_REQUEST,
        UNKNOWN_FIELD,
        LEDGER_UNAVAILABLE,
        OVERLOADED
    })
    DiscardLetters.Answer discard(HttpServletRequest http) throws IOException {
        return switch (read(http, false).choice()) {
            case Choice.ByIds named -> discardLetters.byIds(tenant.name(), named.ids());
            case Choice.ByFilter filtered -> discardLetters.byFilter(filtered.filter());
        };
    }

    private ReadChoice.Asked read(HttpServletRequest http, boolean paced) throws IOException {
        try (Bodies.Body body = bodies.read(ReadChoice.MOST_BYTES, http)) {
            return StrictJson.read(body.bytes(), json -> ReadChoice.read(json, tenant.name(), paced));
        }
    }
}
