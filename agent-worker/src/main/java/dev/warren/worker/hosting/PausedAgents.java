package dev.warren.worker.hosting;

import java.util.Collection;
import java.util.Set;

/** Agents whose tasks nobody may start for now, as the ledger last said. */
public final class PausedAgents {

    private volatile Set<String> names = Set.of();

    public void are(Collection<String> paused) {
        names = Set.copyOf(paused);
    }

    public boolean contains(String agent) {
        return names.contains(agent);
    }
}
