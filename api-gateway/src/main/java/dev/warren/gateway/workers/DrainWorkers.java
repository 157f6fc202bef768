package dev.warren.gateway.workers;

import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.store.worker.DrainWorker;
import dev.warren.store.worker.RegisteredWorker;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Lets workers drain: in the ledger first, then by an order that may be lost. */
@Component
class DrainWorkers {

    private final DrainWorker drainWorker;
    private final ApplicationEventPublisher events;

    DrainWorkers(DrainWorker drainWorker, ApplicationEventPublisher events) {
        this.drainWorker = drainWorker;
        this.events = events;
    }

    /**
     * Asking again changes nothing but that the order is sent once more.
     *
     * @throws Problem where there is no such worker, or it has ended
     */
    void drain(UUID incarnation) {
        RegisteredWorker.State state = drainWorker.drain(incarnation).orElseThrow(DrainWorkers::notFound);
        switch (state) {
            case ALIVE -> throw new IllegalStateException("worker " + incarnation + " was to drain and is alive");
            case DRAINING -> events.publishEvent(new WorkerDrainAsked(incarnation));
            case STOPPED, DEAD ->
                throw Problem.of(
                        ProblemType.WORKER_ENDED,
                        "The worker is " + state + ", and what it ran is with others. A worker that is started again"
                                + " is another one, with an id of its own.");
        }
    }

    static Problem notFound() {
        return Problem.of(
                ProblemType.WORKER_NOT_FOUND, "There is no such worker; GET /v1/workers lists those there are.");
    }
}
