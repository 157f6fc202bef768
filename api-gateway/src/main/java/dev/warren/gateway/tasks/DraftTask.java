package dev.warren.gateway.tasks;

import dev.warren.gateway.agents.AgentRegistry;
import dev.warren.gateway.agents.CheckInput;
import dev.warren.gateway.agents.RouteTask;
import dev.warren.gateway.problem.Problem;
import dev.warren.gateway.problem.ProblemType;
import dev.warren.gateway.request.RetryOverride;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.model.task.RetryPolicy;
import dev.warren.model.task.TaskDefaults;
import dev.warren.model.task.TimeOrderedId;
import dev.warren.model.topology.Topology;
import dev.warren.store.agent.RegisteredAgent;
import dev.warren.store.submit.NewTask;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes of a request the task that the ledger shall hold: finds its agent, fills in what was not said. */
@Component
class DraftTask {

    private static final int MOST_NAMED = 50;

    private final AgentRegistry agents;
    private final RouteTask routeTask;
    private final CheckInput checkInput;
    private final CurrentTenant tenant;
    private final TimeOrderedId ids = new TimeOrderedId(Clock.systemUTC());

    DraftTask(AgentRegistry agents, RouteTask routeTask, CheckInput checkInput, CurrentTenant tenant) {
        this.agents = agents;
        this.routeTask = routeTask;
        this.checkInput = checkInput;
        this.tenant = tenant;
    }

    /** @throws Problem where there is no such agent or none that offers what is asked for, or the input does not match its schema */
    NewTask draft(TaskRequest request, @Nullable IdempotencyKey key, @Nullable String traceparent) {
        Receiver receiver = receiver(request.addressee());
        RegisteredAgent agent = receiver.agent();
        checkInput.check(agent, request.input());
        return new NewTask(
                ids.next(),
                tenant.name(),
                agent.name(),
                Topology.SHARED_LANE,
                request.priority() == null ? TaskDefaults.PRIORITY : request.priority(),
                request.input(),
                CanonicalJson.of(request.labels()),
                request.start(),
                request.ttl(),
                request.timeout() == null ? agent.timeout() : request.timeout(),
                request.maxAttempts() == null ? agent.maxAttempts() : request.maxAttempts(),
                retry(request.retry(), agent),
                traceparent,
                receiver.routed(),
                key == null ? null : key.of(request));
    }

    /** @param routed absent where the agent was named */
    private record Receiver(RegisteredAgent agent, NewTask.@Nullable Routed routed) {}

    private Receiver receiver(Addressee addressee) {
        return switch (addressee) {
            case Addressee.Named named ->
                new Receiver(agents.find(named.agent()).orElseThrow(this::unknownAgent), null);
            case Addressee.Offering offering -> {
                RouteTask.Route route = routeTask.route(offering.capabilities());
                yield new Receiver(
                        route.agent(), new NewTask.Routed(List.copyOf(offering.capabilities()), route.json()));
            }
        };
    }

    /** Absent where the request says nothing: then the agent's policy holds as it is when an attempt fails. */
    private static @Nullable String retry(@Nullable RetryOverride said, RegisteredAgent agent) {
        if (said == null) {
            return null;
        }
        String agents = agent.retry();
        return said.over(agents == null ? RetryPolicy.DEFAULT : RetryPolicy.ofJson(agents))
                .toJson();
    }

    private Problem unknownAgent() {
        Set<String> known = new TreeSet<>(agents.names());
        String names = String.join(", ", known.stream().limit(MOST_NAMED).toList());
        return Problem.field(
                ProblemType.UNKNOWN_AGENT,
                "agent",
                known.isEmpty()
                        ? "is not known; no agent is registered, start a worker that hosts one"
                        : "is not known; known are " + names + (known.size() > MOST_NAMED ? ", …" : ""));
    }
}
