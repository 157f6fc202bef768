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
import org.jspecify.annotations.Nullable;

/** The Java agents of this process by their names; who they are was asked once and stays. */
public final class HostedAgents {

    private final Map<String, Hosted> byName;

    private HostedAgents(Map<String, Hosted> byName) {
        this.byName = byName;
    }

    /**
     * Takes the agents among an application's beans.
     *
     * @param beans by their bean names
     * @throws IllegalStateException where two have one name
     * @throws IllegalArgumentException where one describes itself wrongly
     */
    public static HostedAgents of(Map<String, Agent> beans) {
        Map<String, Hosted> byName = new LinkedHashMap<>();
        Map<String, String> beanOf = new LinkedHashMap<>();
        beans.forEach((bean, agent) -> {
            Hosted hosted = Hosted.of(agent);
            String name = hosted.description().name();
            String other = beanOf.putIfAbsent(name, bean);
            if (other != null) {
                throw new IllegalStateException("Two agents are called '" + name + "': the beans '" + other + "' and '"
                        + bean + "'. Rename one of them.");
            }
            byName.put(name, hosted);
        });
        return new HostedAgents(byName);
    }

    @Nullable
    Hosted find(String name) {
        return byName.get(name);
    }

    public boolean isEmpty() {
        return byName.isEmpty();
    }

    Collection<Hosted> all() {
        return byName.values();
    }

    Collection<String> names() {
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
