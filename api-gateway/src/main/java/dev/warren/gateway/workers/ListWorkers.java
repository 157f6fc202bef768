package dev.warren.gateway.workers;

import dev.warren.store.worker.RegisteredWorker;
import dev.warren.store.worker.RegisteredWorker.State;
import dev.warren.store.worker.RegisteredWorkers;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.domain.Limit;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Lists the fleet, those that started last first. */
@Component
public class ListWorkers {

    private static final Limit MOST = Limit.of(1000);
    private static final TypeReference<List<WorkerView.Hosted>> HOSTED = new TypeReference<>() {};

    private final RegisteredWorkers workers;
    private final JsonMapper json;

    ListWorkers(RegisteredWorkers workers, JsonMapper json) {
        this.workers = workers;
        this.json = json;
    }

    /** Those that hold a lease. */
    public List<WorkerView> living() {
        return inStates(EnumSet.of(State.ALIVE, State.DRAINING));
    }

    List<WorkerView> inStates(Collection<State> states) {
        return workers.findByStateInOrderByStartedAtDescIncarnation(states, MOST).stream()
                .map(this::view)
                .toList();
    }

    Optional<WorkerView> find(UUID incarnation) {
        return workers.findByIncarnation(incarnation).map(this::view);
    }

    private WorkerView view(RegisteredWorker worker) {
        return new WorkerView(
                worker.incarnation(),
                worker.name(),
                worker.host(),
                worker.state().name(),
                worker.slots(),
                worker.running(),
                worker.lastBeat(),
                worker.startedAt(),
                json.readValue(worker.agents(), HOSTED),
                worker.endpoints(),
                worker.version());
    }
}
