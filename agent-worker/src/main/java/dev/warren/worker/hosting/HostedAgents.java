package dev.warren.worker.hosting;

import dev.warren.model.task.RetryPolicy;
import dev.warren.store.worker.HostedAgent;
import dev.warren.worker.agent.Agent;
import dev.warren.worker.agent.AgentDescription;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The agents of this process by their names; who they are was asked once and stays. */
public final class HostedAgents {

    /** An agent and its description at the start. */
    public record Hosted(Agent agent, AgentDescription description) {}

    private final Map<String, Hosted> byName;

    private HostedAgents(Map<String, Hosted> byName) {
        this.byName = byName;
    }

    /**
     * Takes the agents among an application's beans.
     *
     * @param beans by their bean names
     * @throws IllegalStateException where there is none, or two have one name
     */
    public static HostedAgents of(Map<String, Agent> beans) {
        if (beans.isEmpty()) {
            throw new IllegalStateException("This worker hosts no agent: declare a bean of type "
                    + Agent.class.getName() + ", or set warren.worker.enabled=false");
        }
        Map<String, Hosted> byName = new LinkedHashMap<>();
        Map<String, String> beanOf = new LinkedHashMap<>();
        beans.forEach((bean, agent) -> {
            AgentDescription description = agent.description();
            String other = beanOf.putIfAbsent(description.name(), bean);
            if (other != null) {
                throw new IllegalStateException("Two agents are called '" + description.name() + "': the beans '"
                        + other + "' and '" + bean + "'. Rename one of them.");
            }
            byName.put(description.name(), new Hosted(agent, description));
        });
        return new HostedAgents(byName);
    }

    public Hosted get(String name) {
        Hosted hosted = byName.get(name);
        if (hosted == null) {
            throw new IllegalArgumentException("No agent '" + name + "' is hosted here");
        }
        return hosted;
    }

    public Collection<String> names() {
        return byName.keySet();
    }

    /** Limits of single agents, for those that have one. */
    public Map<String, Integer> concurrencyLimits() {
        return byName.values().stream()
                .map(Hosted::description)
                .filter(description -> description.concurrency() != AgentDescription.UNBOUNDED)
                .collect(Collectors.toMap(AgentDescription::name, AgentDescription::concurrency));
    }

    /** As the ledger's registry wants them. */
    public List<HostedAgent> forRegistry() {
        return byName.values().stream().map(hosted -> row(hosted.description())).toList();
    }

    private static HostedAgent row(AgentDescription description) {
        return new HostedAgent(
                description.name(),
                description.version(),
                description.description(),
                description.capabilities(),
                description.inputSchema() == null
                        ? null
                        : description.inputSchema().toString(),
                description.outputSchema() == null
                        ? null
                        : description.outputSchema().toString(),
                description.timeout(),
                description.maxAttempts(),
                description.retry().equals(RetryPolicy.DEFAULT)
                        ? null
                        : description.retry().toJson());
    }
}
