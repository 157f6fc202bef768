package dev.warren.gateway.agents;

import dev.warren.gateway.queues.OpenTasks;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.model.task.TaskStatus;
import dev.warren.model.topology.Topology;
import dev.warren.store.tally.AgentActivity;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Measures the agents that the current tenant may use. */
@Component
class MeasureAgents {

    private final AgentStandings standings;
    private final OpenTasks openTasks;
    private final RecentActivity recentActivity;
    private final CurrentTenant tenant;

    MeasureAgents(AgentStandings standings, OpenTasks openTasks, RecentActivity recentActivity, CurrentTenant tenant) {
        this.standings = standings;
        this.openTasks = openTasks;
        this.recentActivity = recentActivity;
        this.tenant = tenant;
    }

    /** All of them, by name. */
    List<AgentStats> all() {
        List<Standing> known = standings.recent();
        Set<String> lanes = Set.of(Topology.SHARED_LANE, tenant.name());
        List<OpenTasks.Group> open = openTasks.read().stream()
                .filter(group -> lanes.contains(group.lane()))
                .toList();
        Map<String, AgentActivity> activity = recentActivity.read();
        return known.stream()
                .map(standing -> stats(
                        standing,
                        open.stream()
                                .filter(group ->
                                        group.agent().equals(standing.agent().name()))
                                .toList(),
                        activity.getOrDefault(standing.agent().name(), AgentActivity.NONE)))
                .toList();
    }

    private static AgentStats stats(Standing standing, List<OpenTasks.Group> open, AgentActivity activity) {
        OptionalDouble oldest = open.stream()
                .filter(group -> group.status() == TaskStatus.QUEUED)
                .mapToDouble(OpenTasks.Group::oldestSeconds)
                .max();
        OptionalDouble wait = standing.expectedWaitSeconds();
        return new AgentStats(
                standing.agent().name(),
                tasks(open, TaskStatus.QUEUED),
                tasks(open, TaskStatus.RUNNING),
                oldest.isPresent() ? AgentStats.rounded(oldest.getAsDouble()) : null,
                AgentStats.rounded(activity.submittedPerSecond()),
                AgentStats.rounded(activity.completedPerSecond()),
                AgentStats.rounded(activity.failedPerSecond()),
                wait.isPresent() ? AgentStats.rounded(wait.getAsDouble()) : null,
                AgentStats.RunSeconds.of(activity.runTimes()));
    }

    private static long tasks(List<OpenTasks.Group> open, TaskStatus status) {
        return open.stream()
                .filter(group -> group.status() == status)
                .mapToLong(OpenTasks.Group::tasks)
                .sum();
    }
}
