package dev.warren.store.worker;

import java.util.List;
import java.util.Set;

/**
 * What a worker says of itself when it registers.
 *
 * @param name as its operator calls it; several incarnations may share it
 * @param version of the software
 * @param slots tasks it runs at once, at least 1
 * @param agents that it brings itself
 * @param endpoints that it reaches, each {@code kind:name}; it runs every declared agent that needs one of them
 */
public record WorkerProfile(
        String name, String host, String version, int slots, List<HostedAgent> agents, Set<String> endpoints) {

    /** Of a worker that runs nothing but what it brings. */
    public WorkerProfile(String name, String host, String version, int slots, List<HostedAgent> agents) {
        this(name, host, version, slots, agents, Set.of());
    }

    /** Agents' names and versions hold no character that JSON would escape, but for a version's quotes. */
    String agentsJson() {
        return agents.stream()
                .map(agent -> "{\"name\":\"%s\",\"version\":\"%s\"}"
                        .formatted(
                                agent.name(),
                                agent.version().replace("\\", "\\\\").replace("\"", "\\\"")))
                .toList()
                .toString();
    }
}
