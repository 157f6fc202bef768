package dev.warren.gateway.agents;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingLong;

import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.gateway.queues.OpenTasks;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.gateway.workers.ListWorkers;
import dev.warren.gateway.workers.WorkerView;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.store.agent.RegisteredAgent;
import dev.warren.store.agent.RegisteredAgents;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** How all agents stand. However many ask at the same time, the ledger is asked once. */
@Component
class AgentStandings {

    private static final long RECENT_NANOS = Duration.ofSeconds(1).toNanos();

    private final RegisteredAgents agents;
    private final ListWorkers listWorkers;
    private final OpenTasks openTasks;
    private final CurrentTenant tenant;
    private final LedgerAvailability ledger;
    private volatile Reading last =
            new Reading(List.of(), System.nanoTime() - Duration.ofDays(1).toNanos());

    private record Reading(List<Standing> standings, long begunAt) {}

    AgentStandings(
            RegisteredAgents agents,
            ListWorkers listWorkers,
            OpenTasks openTasks,
            CurrentTenant tenant,
            LedgerAvailability ledger) {
        this.agents = agents;
        this.listWorkers = listWorkers;
        this.openTasks = openTasks;
        this.tenant = tenant;
        this.ledger = ledger;
    }

    /** As they are now, by name. What waits for them may be told as of a second ago, and later where much waits. */
    List<Standing> now() {
        return readSince(System.nanoTime());
    }

    /** As they were a second ago at most, by name. */
    List<Standing> recent() {
        return readSince(System.nanoTime() - RECENT_NANOS);
    }

    /** A reading that began after {@code asked}. All who ask meanwhile share the next one. */
    private List<Standing> readSince(long asked) {
        Reading known = last;
        if (known.begunAt() - asked >= 0) {
            return known.standings();
        }
        synchronized (this) {
            if (last.begunAt() - asked < 0) {
                ledger.refuseWhileAway();
                long begun = System.nanoTime();
                try {
                    last = new Reading(read(), begun);
                    ledger.succeeded();
                } catch (RuntimeException e) {
                    ledger.failed(e);
                    throw e;
                }
            }
            return last.standings();
        }
    }

    private List<Standing> read() {
        List<RegisteredAgent> usable = agents.usableBy(tenant.name());
        List<WorkerView> living = listWorkers.living();
        Map<String, Long> queued = queued();
        return usable.stream()
                .map(agent -> new Standing(
                        agent,
                        living.stream()
                                .flatMap(worker -> Member.of(agent, worker).stream())
                                .toList(),
                        queued.getOrDefault(agent.name(), 0L)))
                .toList();
    }

    private Map<String, Long> queued() {
        Set<String> lanes = Set.of(Topology.SHARED_LANE, tenant.name());
        return openTasks.read().stream()
                .filter(group -> group.status() == TaskStatus.QUEUED && lanes.contains(group.lane()))
                .collect(groupingBy(OpenTasks.Group::agent, summingLong(OpenTasks.Group::tasks)));
    }
}
