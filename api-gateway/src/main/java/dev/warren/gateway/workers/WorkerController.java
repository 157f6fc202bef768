package dev.warren.gateway.workers;

import dev.warren.store.worker.RegisteredWorker.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the fleet over HTTP. */
@RestController
class WorkerController {

    private final ListWorkers listWorkers;

    WorkerController(ListWorkers listWorkers) {
        this.listWorkers = listWorkers;
    }

    /** The living first, then those that left or died and are not forgotten yet. */
    record WorkerList(List<WorkerView> workers) {}

    @GetMapping("/v1/workers")
    WorkerList list() {
        var workers = new ArrayList<>(listWorkers.living());
        workers.addAll(listWorkers.inStates(EnumSet.of(State.STOPPED, State.DEAD)));
        return new WorkerList(workers);
    }
}
