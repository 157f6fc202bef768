package dev.warren.gateway.agents;

import dev.warren.gateway.ledger.LedgerAvailability;
import dev.warren.gateway.tenant.CurrentTenant;
import dev.warren.store.agent.RegisteredAgent;
import dev.warren.store.agent.RegisteredAgents;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The agents a submission may name, remembered for a moment. One that is known answers at once, and is looked up again
 * in the background when it was last read a while ago; for one that is not known the ledger is asked, once for all who
 * ask at the same time.
 */
@Component
public class AgentRegistry {

    private static final Logger log = LoggerFactory.getLogger(AgentRegistry.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    private final RegisteredAgents agents;
    private final CurrentTenant tenant;
    private final LedgerAvailability ledger;
    private final AtomicBoolean refreshing = new AtomicBoolean();
    private volatile Snapshot snapshot =
            new Snapshot(Map.of(), System.nanoTime() - Duration.ofDays(1).toNanos());

    private record Snapshot(Map<String, RegisteredAgent> byName, long readAt) {
        boolean olderThan(long nanos) {
            return System.nanoTime() - readAt > nanos;
        }
    }

    AgentRegistry(RegisteredAgents agents, CurrentTenant tenant, LedgerAvailability ledger) {
        this.agents = agents;
        this.tenant = tenant;
        this.ledger = ledger;
    }

    /** Empty where the tenant may use no such agent. */
    public Optional<RegisteredAgent> find(String name) {
        Snapshot known = snapshot;
        RegisteredAgent agent = known.byName().get(name);
        if (agent == null) {
            return Optional.ofNullable(readSince(System.nanoTime()).byName().get(name));
        }
        if (known.olderThan(FRESH_NANOS) && refreshing.compareAndSet(false, true)) {
            Thread.ofVirtual().name("refresh-agents").start(this::refresh);
        }
        return Optional.of(agent);
    }

    /** Names of all agents as they were last read. */
    public Set<String> names() {
        return snapshot.byName().keySet();
    }

    /** A reading that began after {@code asked}. All who ask meanwhile share the next one. */
    private synchronized Snapshot readSince(long asked) {
        if (snapshot.readAt() - asked < 0) {
            ledger.refuseWhileAway();
            try {
                read();
            } catch (RuntimeException e) {
                ledger.failed(e);
                throw e;
            }
        }
        return snapshot;
    }

    private void refresh() {
        try {
            read();
        } catch (RuntimeException e) {
            log.debug("Could not read the registry; what is remembered of it stays", e);
        } finally {
            refreshing.set(false);
        }
    }

    private void read() {
        long begun = System.nanoTime();
        var byName = new LinkedHashMap<String, RegisteredAgent>();
        agents.usableBy(tenant.name()).forEach(agent -> byName.put(agent.name(), agent));
        snapshot = new Snapshot(byName, begun);
        ledger.succeeded();
    }
}
