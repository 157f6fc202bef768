package dev.warren.gateway.workers;

import dev.warren.gateway.problem.MayAnswer;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.worker.RegisteredWorker.State;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the fleet over HTTP. */
@RestController
@Tag(name = "workers")
class WorkerController {

    private final ListWorkers listWorkers;

    WorkerController(ListWorkers listWorkers) {
        this.listWorkers = listWorkers;
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
}
