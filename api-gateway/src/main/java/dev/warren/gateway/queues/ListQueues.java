package dev.warren.gateway.queues;

import static java.util.stream.Collectors.toMap;

import dev.warren.gateway.broker.AgentQueue;
import dev.warren.gateway.broker.BrokerState;
import dev.warren.gateway.broker.InspectQueues.Depth;
import dev.warren.model.task.TaskStatus;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcOperations;
import org.springframework.stereotype.Component;

/** Puts together what the registry, the ledger and the broker say of each queue. */
@Component
final class ListQueues {

    /** A tenant sees the shared lanes, its own, and nobody else's. */
    private static final String REGISTERED = """
            select q.agent, q.lane, a.paused from agent_queue q join agent a on a.name = q.agent
            where (a.tenant is null or a.tenant = ?) and q.lane in ('shared', ?) and (q.agent, q.lane) > (?, ?)
            order by q.agent, q.lane limit ?
            """;

    private final JdbcOperations ledger;
    private final OpenTasks openTasks;
    private final RecentDepths recentDepths;
    private final BrokerState broker;

    ListQueues(JdbcOperations ledger, OpenTasks openTasks, RecentDepths recentDepths, BrokerState broker) {
        this.ledger = ledger;
        this.openTasks = openTasks;
        this.recentDepths = recentDepths;
        this.broker = broker;
    }

    private record Registered(AgentQueue queue, boolean paused) {}

    /** The queues of {@code tenant} that follow {@code after}, by agent and lane, {@code limit} at most. */
    List<QueueView> list(String tenant, AgentQueue after, int limit) throws InterruptedException {
        Map<AgentQueue, Depth> depths = recentDepths.read();
        Map<AgentQueue, OpenTasks.Group> queued = openTasks.read().stream()
                .filter(group -> group.status() == TaskStatus.QUEUED)
                .collect(toMap(group -> new AgentQueue(group.agent(), group.lane()), group -> group));
        return ledger
                .query(
                        REGISTERED,
                        (row, number) -> new Registered(
                                new AgentQueue(row.getString("agent"), row.getString("lane")),
                                row.getBoolean("paused")),
                        tenant,
                        tenant,
                        after.agent(),
                        after.lane(),
                        limit)
                .stream()
                .map(each -> view(each, depths.get(each.queue()), queued.get(each.queue())))
                .toList();
    }

    private QueueView view(Registered each, @Nullable Depth depth, OpenTasks.@Nullable Group queued) {
        AgentQueue queue = each.queue();
        long published = queued == null ? 0 : queued.published();
        return new QueueView(
                queue.name(),
                queue.name(),
                queue.agent(),
                queue.lane(),
                depth == null ? null : depth.messages(),
                depth == null ? null : depth.consumers(),
                status(each, depth),
                queued == null ? 0 : queued.tasks(),
                depth == null ? null : published - depth.messages(),
                queued == null ? null : queued.oldestSeconds());
    }

    private QueueView.Status status(Registered each, @Nullable Depth depth) {
        if (depth == null) {
            return QueueView.Status.MISSING;
        }
        if (broker.isBlocked()) {
            return QueueView.Status.BLOCKED;
        }
        if (each.paused()) {
            return QueueView.Status.PAUSED;
        }
        return depth.consumers() == 0 ? QueueView.Status.NO_CONSUMERS : QueueView.Status.ACTIVE;
    }
}
