package dev.warren.worker.hosting;

import dev.warren.worker.agent.Agent;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All agents whose tasks this worker runs at the moment, Java and declared, and which of them may have tasks now. */
public final class AgentsHere {

    private final HostedAgents java;
    private final DeclaredHere declared;
    private final PausedAgents paused;
    private final AgentHealthBoard health;

    public AgentsHere(HostedAgents java, DeclaredHere declared, PausedAgents paused, AgentHealthBoard health) {
        this.java = java;
        this.declared = declared;
        this.paused = paused;
        this.health = health;
    }

    /** Their names. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(java.names());
        names.addAll(declared.current().keySet());
        return names;
    }

    /** What a claim says of the version: that of a Java agent; null for a declared one, where the ledger knows it. */
    public @Nullable String versionToClaim(String agent) {
        Hosted hosted = java.find(agent);
        return hosted == null ? null : hosted.description().version();
    }

    /** Whether nobody paused {@code agent}, and it is well. */
    public boolean mayRun(String agent) {
        return !paused.contains(agent) && health.isUp(agent);
    }

    public PausedAgents paused() {
        return paused;
    }

    /** Names and versions. */
    Map<String, String> versions() {
        Map<String, String> versions = new LinkedHashMap<>();
        declared.current().forEach((name, agent) -> versions.put(name, Integer.toString(agent.version())));
        java.all()
                .forEach(hosted -> versions.put(
                        hosted.description().name(), hosted.description().version()));
        return versions;
    }

    /** Those that can be asked for their health: every Java agent, and declared ones that ran here. */
    Map<String, Watched> watched() {
        Map<String, Watched> watched = new LinkedHashMap<>();
        declared.current().forEach((name, agent) -> {
            Optional<Hosted> ready = declared.ready(agent);
            ready.ifPresent(hosted -> watched.put(name, new Watched(hosted.agent(), false)));
        });
        java.all().forEach(hosted -> watched.put(hosted.description().name(), new Watched(hosted.agent(), true)));
        return watched;
    }

    /** @param startsHere whether its start and stop are this worker's business */
    record Watched(Agent agent, boolean startsHere) {}

    AgentHealthBoard health() {
        return health;
    }
}
