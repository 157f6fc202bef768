package dev.warren.gateway.workers;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.worker.RegisteredWorker.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the fleet over HTTP, and lets workers drain. */
@RestController
@Tag(name = "workers")
class WorkerController {

    private static final Pattern UUID_PATTERN =
            Pattern.compile("(?i)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private final ListWorkers listWorkers;
    private final DrainWorkers drainWorkers;

    WorkerController(ListWorkers listWorkers, DrainWorkers drainWorkers) {
        this.listWorkers = listWorkers;
        this.drainWorkers = drainWorkers;
    }

    /** The living first, then those that left or died and are not forgotten yet. */
    record WorkerList(List<WorkerView> workers) {}

    @GetMapping(path = "/v1/workers", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(operationId = "listWorkers", summary = "List the workers, the living ones first")
    @MayAnswer(ProblemType.LEDGER_UNAVAILABLE)
    WorkerList list() {
        var workers = new ArrayList<>(listWorkers.living());
        workers.addAll(listWorkers.inStates(EnumSet.of(State.STOPPED, State.DEAD)));
        return new WorkerList(workers);
    }

    @PostMapping(path = "/v1/workers/{id:[^:]+}:drain", produces = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            operationId = "drainWorker",
            summary = "Let a worker take nothing new",
            description =
                    "What it runs may end within its grace period; the rest is handed back and starts elsewhere, at"
                            + " no charge. The worker stays in the list, drained, until it is stopped; started again, it is"
                            + " another one. Asking again changes nothing.")
    @ApiResponse(responseCode = "202", description = "Draining, or drained")
    @MayAnswer({ProblemType.WORKER_NOT_FOUND, ProblemType.WORKER_ENDED, ProblemType.LEDGER_UNAVAILABLE})
    ResponseEntity<WorkerView> drain(@PathVariable String id) {
        if (!UUID_PATTERN.matcher(id).matches()) {
            throw DrainWorkers.notFound();
        }
        UUID worker = UUID.fromString(id);
        drainWorkers.drain(worker);
        return ResponseEntity.accepted().body(listWorkers.find(worker).orElseThrow(DrainWorkers::notFound));
    }
}
