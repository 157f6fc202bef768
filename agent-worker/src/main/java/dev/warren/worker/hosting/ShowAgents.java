package dev.warren.worker.hosting;

import dev.warren.worker.metric.MeanRunTimes;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes what the registry shows of this worker's agents: versions, health, and how long their tasks take. Asked with each
 * heartbeat, it answers only what has changed.
 */
public final class ShowAgents {

    private final AgentsHere agents;
    private final MeanRunTimes runTimes;
    private @Nullable Object shownTo;
    private String shown = "";

    public ShowAgents(AgentsHere agents, MeanRunTimes runTimes) {
        this.agents = agents;
        this.runTimes = runTimes;
    }

    /**
     * JSON text for the next heartbeat; null where the ledger has it.
     *
     * @param incarnation whose heartbeat it is
     */
    public synchronized @Nullable String news(Object incarnation) {
        return incarnation.equals(shownTo) && shown.equals(json()) ? null : json();
    }

    /** The ledger has taken {@code json}, an answer of {@link #news}. */
    public synchronized void shown(Object incarnation, String json) {
        shownTo = incarnation;
        shown = json;
    }

    private String json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        agents.versions().forEach((name, version) -> {
            ObjectNode agent = all.addObject();
            agent.put("name", name);
            agent.put("version", version);
            Optional<String> down = agents.health().reason(name);
            agent.put("healthy", down.isEmpty());
            down.ifPresent(reason -> agent.put("reason", reason));
            runTimes.of(name).ifPresent(seconds -> agent.put("runSeconds", rounded(seconds)));
        });
        return all.toString();
    }

    /** Two digits: more would be news with every beat. */
    private static BigDecimal rounded(double seconds) {
        return BigDecimal.valueOf(seconds).round(new MathContext(2));
    }
}
